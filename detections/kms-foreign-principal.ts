import { concernsKey } from './concerns-key.ts';
import { all, is, isNoneOf, isOneOf } from './condition.ts';
import type { RecordDetection } from './detection.ts';
import { awsService, by, otherAccount, person, root, through, user } from './recorded/identities.ts';
import {
  deniedDecrypt,
  fromSource,
  goodDecrypt,
  recordedKeyArn,
  recordedSubject,
} from './recorded/kms-records.ts';
import { recordsWhere } from './records-where.ts';

/** Encrypt, Decrypt, ReEncrypt, and the operations that make data keys. @see https://docs.aws.amazon.com/kms/latest/developerguide/kms-cryptography.html */
const cryptographicOperations = ['*crypt', 'GenerateDataKey*'];

/**
 * What CloudTrail calls somebody by: a user's own ARN; for a role that of its sessions, which has the role's name
 * but not its path.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
function callerArn(principalArn: string): string {
  const [, partition = '', , , accountId = '', resource = ''] = principalArn.split(':');
  if (!resource.startsWith('role/')) return principalArn;
  return `arn:${partition}:sts::${accountId}:assumed-role/${resource.replace(/^.*\//, '')}/*`;
}

const administrator = 'arn:aws:iam::111122223333:user/key-administrator';
const foreignKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/99999999-12ab-34cd-56ef-1234567890ab';
const operation = (eventName: string) => by({ ...goodDecrypt, eventName }, person);
const deniedPerson = by(deniedDecrypt(), person);
const keyClause = '$.resources[*].ARN or $.errorMessage';

/**
 * Only the service has business with the key that encrypts callers' secrets. What an endpoint keeps out of the trail is on
 * its page. @see https://docs.aws.amazon.com/kms/latest/developerguide/vpce-logging.html
 */
export const kmsForeignPrincipal: RecordDetection<'application-key'> = {
  id: 'kms-foreign-principal',
  title: 'Somebody else uses the application key',
  meaning:
    'Somebody who is neither the service nor a named administrator encrypted or decrypted with the key of the secrets, or tried to.',
  severity: 'page',
  deployment: 'always',
  scope: 'application-key',
  ...recordsWhere<'application-key'>(({ keyArn, userArns, administratorArns }) =>
    all(
      is('eventSource', 'kms.amazonaws.com'),
      isOneOf('eventName', cryptographicOperations),
      concernsKey(keyArn),
      isNoneOf('userIdentity.arn', [...userArns, ...administratorArns].map(callerArn)),
    ),
  ),
  metric: { name: 'KmsForeignPrincipal', defaultValue: 0 },
  alarm: {
    statistic: 'Sum',
    periodSeconds: 60,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
  },
  notifyRecovery: true,
  runbook: [
    'Read who it was. A record with errorCode AccessDenied: the key policy held, ask that person why.',
    'Without an error: somebody widened the key policy or a grant. Look at kms-key-admin, run pulumi up --refresh to put the policy back, revoke the grant.',
    'A Decrypt alone opens no secret without its Key; count as lost what else this principal could read.',
  ],
  falsePositives: [
    'An administrator who tries what the key policy forbids him, and is not named in keyAdministratorArns.',
    'Another stack that still uses a key in previousKeyArns: name its role in monitorRoleArns, and the key in monitorKeyArns too.',
  ],
  knownGaps: [
    'A named administrator, also when he is denied. Who takes one over, such as the deploy role, changes the key policy, which kms-key-admin tells once, and then decrypts as long as he likes. An empty keyAdministratorArns, the default, excepts nobody.',
    'Calls that another account denied itself are recorded there alone.',
    "Calls through a VPC endpoint: AWS says that your trail does not hold those of other accounts' principals, and that none holds those that only the endpoint's policy denied.",
    'A denied Decrypt whose message names no key ("does not exist, does not exist in this region, or you are not allowed to access").',
    'Replicas of a multi-region key in other regions: each has an ARN of its own, to be named in monitorKeyArns.',
    'Of the keys in monitorKeyArns: a watched role that uses the key of another one. Operations of asymmetric and HMAC keys.',
  ],
  attack: ['T1078.004', 'T1530'],
  recordings: [
    {
      subject: {
        keyArn: recordedKeyArn,
        userArns: [recordedSubject.taskRoleArn],
        administratorArns: [administrator],
      },
      matches: [
        { event: 'a person is denied', record: deniedPerson },
        ...['Encrypt', 'Decrypt', 'ReEncrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'].map(
          (eventName) => ({ event: `a person calls ${eventName}`, record: operation(eventName) }),
        ),
        { event: 'an IAM user decrypts', record: by(goodDecrypt, user) },
        { event: 'the account itself decrypts', record: by(goodDecrypt, root) },
        { event: 'another account decrypts', record: by(goodDecrypt, otherAccount) },
        { event: 'an AWS service decrypts', record: by(goodDecrypt, awsService) },
        {
          event: 'an AWS service decrypts for a person',
          record: through(operation('Decrypt'), 's3.amazonaws.com'),
        },
        {
          event: 'the key is the second of a ReEncrypt',
          record: {
            ...operation('ReEncrypt'),
            resources: [{ ARN: foreignKeyArn }, { ARN: recordedKeyArn }],
          },
        },
      ],
      nearMisses: [
        { event: 'a task decrypts', refusedBy: '$.userIdentity.arn', record: goodDecrypt },
        {
          event: 'a named administrator decrypts',
          refusedBy: '$.userIdentity.arn',
          record: by(goodDecrypt, { ...user, arn: administrator }),
        },
        { event: 'a person looks at the key', refusedBy: '$.eventName', record: operation('DescribeKey') },
        {
          event: 'a person uses another key',
          refusedBy: keyClause,
          record: { ...operation('Decrypt'), resources: [{ ARN: foreignKeyArn }] },
        },
        {
          event: 'a person is denied another key',
          refusedBy: keyClause,
          record: {
            ...deniedPerson,
            errorMessage: String(deniedPerson['errorMessage']).replace(recordedKeyArn, foreignKeyArn),
          },
        },
        {
          event: 'another service has an operation of that name',
          refusedBy: '$.eventSource',
          record: fromSource(operation('Decrypt'), 'payment-cryptography.amazonaws.com'),
        },
      ],
    },
  ],
};
