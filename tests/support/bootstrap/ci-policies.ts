import { deployPolicies } from '../../../bootstrap/ci-roles.ts';
import { deployTarget } from '../../../bootstrap/deploy-target.ts';
import { keepDataClosed } from '../../../bootstrap/iam/keep-data-closed.ts';
import type { PolicyDocument } from '../../../bootstrap/iam/policy-document.ts';
import { readPolicy } from '../../../bootstrap/iam/read-policy.ts';
import { stateReadPolicy, stateWritePolicy } from '../../../bootstrap/iam/state-policies.ts';
import { Names } from '../../../bootstrap/names.ts';

export const account = { partition: 'aws', accountId: '111122223333', region: 'ap-southeast-2' };
export const names = new Names(account);
export const stateBucketArn = `arn:aws:s3:::${names.stateBucket}`;
export const stateKeyArn = 'arn:aws:kms:ap-southeast-2:111122223333:key/5747a7e0-0000-4000-8000-000000000000';
export const state = {
  bucketArn: stateBucketArn,
  keyArn: stateKeyArn,
  region: account.region,
  project: 'keywatch',
};

/** The stacks of bootstrap/Pulumi.account.yaml. */
export const stackSettings = {
  dev: {
    mayDestroyData: true,
    topicNames: ['pattern1-logging-topic'],
    alarmNames: ['Pattern1ApplicationKMSSecurityAlarm'],
    logGroupNames: [],
  },
  prod: { mayDestroyData: false, topicNames: [], alarmNames: [], logGroupNames: [] },
} as const;

export type CiStack = keyof typeof stackSettings;

export const target = (stack: CiStack) => {
  const { topicNames, alarmNames, logGroupNames, mayDestroyData } = stackSettings[stack];
  return deployTarget(account, names, stack, {
    mayDestroyData,
    topicNames: [...topicNames],
    alarmNames: [...alarmNames],
    logGroupNames: [...logGroupNames],
  });
};

/** The policies of a role that reads (preview, drift), by word. */
export const readerPolicies = (): Readonly<Record<string, PolicyDocument>> => ({
  read: readPolicy(account, 'keywatch'),
  state: stateReadPolicy(state, ['dev', 'prod']),
  closed: keepDataClosed(stateBucketArn, stateKeyArn),
});

/** The policies of the role that deploys a stack, by word. */
export const deployerPolicies = (stack: CiStack): Readonly<Record<string, PolicyDocument>> => ({
  ...deployPolicies(target(stack)),
  read: readPolicy(account, 'keywatch'),
  state: stateWritePolicy(state, stack),
});

/** All statements of some policies in one document: IAM decides by all policies of a role together. */
export const together = (policies: Readonly<Record<string, PolicyDocument>>): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: Object.entries(policies).flatMap(([word, { Statement }]) =>
    Statement.map((statement) => ({ ...statement, Sid: `${word}${statement.Sid}` })),
  ),
});
