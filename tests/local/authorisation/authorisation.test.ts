import { describe, expect, it } from 'vitest';
import { globalConditionContext } from '../../../local/authorisation/authorisation.ts';
import { accountId, region, taskRoleArn, userIdentity } from '../../support/local-aws.ts';
import { observedDecrypt } from '../../support/observed-call.ts';

const { call } = observedDecrypt();

describe('the condition keys every request has', () => {
  it("tell of a role's session the role, of a call when and where it came from, and that it came by TLS", () => {
    expect(globalConditionContext(call)).toEqual({
      'aws:PrincipalArn': taskRoleArn,
      'aws:PrincipalAccount': accountId,
      'aws:PrincipalType': 'AssumedRole',
      'aws:userid': 'AROAIOSFODNN7EXAMPLE:0123456789abcdef0123456789abcdef',
      'aws:RequestedRegion': region,
      'aws:SourceIp': '192.0.2.10',
      'aws:UserAgent': 'aws-sdk-js/3.1162.0',
      'aws:SecureTransport': 'true',
      'aws:ViaAWSService': 'false',
      'aws:CurrentTime': '2026-01-01T00:05:00.999Z',
      'aws:EpochTime': '1767225900',
    });
  });

  it('tell of a user the user', () => {
    const { principal, accessKeyId } = userIdentity;
    expect(globalConditionContext({ ...call, caller: { principal, accessKeyId } })).toMatchObject({
      'aws:PrincipalArn': `arn:aws:iam::${accountId}:user/Alice`,
      'aws:PrincipalType': 'User',
      'aws:userid': 'AIDAIOSFODNN7EXAMPLE',
    });
  });
});
