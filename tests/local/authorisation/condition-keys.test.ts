import { expect, it } from 'vitest';
import { conditionKeysOf } from '../../../local/authorisation/condition-keys.ts';

it('finds the keys of every condition and of every policy variable, in lower case', () => {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'kms:*',
        Resource: 'arn:aws:kms:*:*:key/${aws:PrincipalTag/team}',
        Condition: {
          StringEquals: {
            'kms:CallerAccount': '1',
            'kms:ViaService': ["${aws:userid, 'none'}", '${*}literal${$}'],
          },
          Null: { 'KMS:EncryptionContextKeys': 'false' },
        },
      },
    ],
  };
  expect([...conditionKeysOf(policy)].sort()).toEqual([
    'aws:principaltag/team',
    'aws:userid',
    'kms:calleraccount',
    'kms:encryptioncontextkeys',
    'kms:viaservice',
  ]);
});

it('reads a statement that is not in a list', () => {
  expect([
    ...conditionKeysOf({ Statement: { Condition: { Bool: { 'aws:SecureTransport': 'true' } } } }),
  ]).toEqual(['aws:securetransport']);
});
