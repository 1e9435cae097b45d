import type { FunctionTable } from './answer.ts';

/** Provider functions the program may call, answered for the evaluation's account and region. */
export const functionAnswers: FunctionTable = {
  'aws:index/getCallerIdentity:getCallerIdentity': (_args, { accountId }) => ({
    id: accountId,
    accountId,
    arn: `arn:aws:iam::${accountId}:user/deployer`,
    userId: 'AIDAEXAMPLEDEPLOYER',
  }),
  'aws:index/getRegion:getRegion': (_args, { region }) => ({
    id: region,
    region,
    name: region,
    description: region,
    endpoint: `ec2.${region}.amazonaws.com`,
  }),
  'aws:index/getPartition:getPartition': () => ({
    id: 'aws',
    partition: 'aws',
    dnsSuffix: 'amazonaws.com',
    reverseDnsPrefix: 'com.amazonaws',
  }),
  'aws:index/getAvailabilityZones:getAvailabilityZones': (_args, { region }) => ({
    id: region,
    names: [`${region}a`, `${region}b`, `${region}c`],
    zoneIds: ['az1', 'az2', 'az3'],
  }),
};
