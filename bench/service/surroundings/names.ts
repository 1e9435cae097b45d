import type { Identity } from '../../../local/endpoint/principal.ts';

export const accountId = '111122223333';
export const region = 'ap-southeast-2';
export const kmsKeyArn = `arn:aws:kms:${region}:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const secretArn = `arn:aws:secretsmanager:${region}:${accountId}:secret:rds!db-bench-AbCdEf`;

/** Who every subject signs as: a task's temporary credentials. */
export const identity: Identity = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'FwoGZXIvYXdzEXAMPLETOKEN',
  principal: {
    type: 'AssumedRole',
    accountId,
    roleArn: `arn:aws:iam::${accountId}:role/keywatch/keywatch-bench-task`,
    roleId: 'AROAIOSFODNN7EXAMPLE',
    sessionName: '0123456789abcdef0123456789abcdef',
    sessionStartedAtMs: Date.parse('2026-01-01T00:00:00Z'),
  },
};
