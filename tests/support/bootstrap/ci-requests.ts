import { stateBucketPolicy, stateKeyPolicy } from '../../../bootstrap/iam/state-resource-policies.ts';
import { keyAdministration } from '../../../infra/iam/key-administration.ts';
import type { Request } from '../decide.ts';
import {
  account,
  deployerPolicies,
  names,
  readerPolicies,
  stateBucketArn,
  stateKeyArn,
  target,
  together,
} from './ci-policies.ts';

const session = (role: string): string =>
  `arn:aws:sts::111122223333:assumed-role/keywatch-ci-${role}/GitHubActions`;
/** As policies of resources name it. */
const roleOf = (stack: string): string => `arn:aws:iam::111122223333:role/keywatch-ci-deploy-${stack}`;
const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Who asks, with all the policies of a role in one. */
export const callers = {
  reader: { principal: session('preview'), identityPolicy: together(readerPolicies()) },
  dev: { principal: session('deploy-dev'), identityPolicy: together(deployerPolicies('dev')) },
  prod: { principal: session('deploy-prod'), identityPolicy: together(deployerPolicies('prod')) },
  person: { principal: 'arn:aws:iam::111122223333:role/administrator', identityPolicy: everything },
  stranger: { principal: 'arn:aws:iam::999988887777:role/administrator', identityPolicy: everything },
};

const regional = (service: string, resource: string) =>
  `arn:aws:${service}:ap-southeast-2:111122223333:${resource}`;
const inState = (path: string) => ({
  resource: `${stateBucketArn}/.pulumi/${path}`,
  resourcePolicy: stateBucketPolicy(stateBucketArn, account.accountId),
});
/** A key whose policy leaves everything to IAM, as AWS's default one does: the widest that a key can be. */
const openKey = {
  resource: regional('kms', 'key/01234567-89ab-4cde-8f01-23456789abcd'),
  resourcePolicy: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  },
};
/** A key whose own policy names prod's role, as the setting `keyAdministratorArns` makes it: no IAM policy is needed then. */
const administeredKey = {
  resource: openKey.resource,
  resourcePolicy: {
    Version: '2012-10-17',
    Statement: keyAdministration({ ...account, administratorArns: [roleOf('prod')] }),
  },
};
/** What a merged change could make of prod's trail bucket. */
const openTrailFile = {
  resource: `arn:aws:s3:::${target('prod').prefix}-111122223333-ap-southeast-2-trail/x`,
  resourcePolicy: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: roleOf('prod') }, Action: 's3:*', Resource: '*' }],
  },
};
const roleArn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

/** What is asked for; a resource with a policy of its own stands with it. */
export const targets = {
  'the state key': { resource: stateKeyArn, resourcePolicy: stateKeyPolicy(account) },
  'an open key': openKey,
  "a key whose policy names prod's role": administeredKey,
  "dev's state": inState('stacks/keywatch/dev.json'),
  "dev's lock": inState('locks/organization/keywatch/dev/0123.json'),
  "prod's state": inState('stacks/keywatch/prod.json'),
  "prod's history": inState('history/keywatch/prod/prod-1.history.json'),
  "the bootstrap program's state": inState('stacks/keywatch-bootstrap/account.json'),
  'the state of a stack called dev-2': inState('stacks/keywatch/dev-2.json'),
  "dev's trail file": {
    resource: `arn:aws:s3:::${target('dev').prefix}-111122223333-ap-southeast-2-trail/x`,
  },
  "prod's trail file": {
    resource: `arn:aws:s3:::${target('prod').prefix}-111122223333-ap-southeast-2-trail/x`,
  },
  "prod's trail file, opened to prod's role": openTrailFile,
  "prod's trail bucket": {
    resource: `arn:aws:s3:::${target('prod').prefix}-111122223333-ap-southeast-2-trail`,
  },
  "somebody's bucket": { resource: 'arn:aws:s3:::payroll' },
  "the database's secret": { resource: regional('secretsmanager', 'secret:rds!db-0123-abcdef') },
  'another secret': { resource: regional('secretsmanager', 'secret:other-abcdef') },
  'a parameter': { resource: regional('ssm', 'parameter/password') },
  "dev's trail log": { resource: regional('logs', 'log-group:/keywatch/dev/trail') },
  "prod's trail log": { resource: regional('logs', 'log-group:/keywatch/prod/trail') },
  "dev's database": { resource: regional('rds', 'db:keywatch-dev-database') },
  "prod's database": { resource: regional('rds', 'db:keywatch-prod-database') },
  "dev's image": { resource: regional('ecr', 'repository/keywatch-dev-service') },
  "somebody's image": { resource: regional('ecr', 'repository/payroll') },
  "prod's trail": { resource: regional('cloudtrail', 'trail/keywatch-prod-trail') },
  "dev's task role": { resource: roleArn('keywatch-dev-task') },
  "prod's task role": { resource: roleArn('keywatch-prod-task') },
  "CI's own role": { resource: roleArn('keywatch-ci/keywatch-ci-deploy-dev') },
  'an administrator role': { resource: roleArn('administrator') },
  "dev's boundary": { resource: names.boundaryArn('dev') },
  "ECS's service-linked role": {
    resource: roleArn('aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'),
  },
  "dev's scaling alarm": {
    resource: regional('cloudwatch', 'alarm:TargetTracking-service/keywatch-dev-c/s'),
  },
  "prod's scaling alarm": {
    resource: regional('cloudwatch', 'alarm:TargetTracking-service/keywatch-prod-c/s'),
  },
  'a security group': { resource: regional('ec2', 'security-group/sg-0123456789abcdef0') },
  'an instance': { resource: regional('ec2', 'instance/i-0123456789abcdef0') },
} satisfies Record<string, Pick<Request, 'resource' | 'resourcePolicy'>>;
