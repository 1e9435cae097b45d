import { expect, it } from 'vitest';
import { endpointPolicies, imageLayersPolicy } from '../../../infra/iam/endpoint-policies.ts';

const taskRoleArn = 'arn:aws:iam::111122223333:role/keywatch-x-task';
const executionRoleArn = 'arn:aws:iam::111122223333:role/keywatch-x-execution';
const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/1';
const secretArn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:rds!db-1';
const repositoryArn = 'arn:aws:ecr:us-east-1:111122223333:repository/keywatch-x-service';
const logGroupArn = 'arn:aws:logs:us-east-1:111122223333:log-group:/keywatch/x/service';

const policies = endpointPolicies({
  partition: 'aws',
  region: 'us-east-1',
  taskRoleArn,
  executionRoleArn,
  applicationKeyArns: [keyArn],
  databaseSecretArn: secretArn,
  repositoryArn,
  logGroupArn,
});
const allow = (Sid: string, roleArn: string, Action: string | readonly string[], Resource: unknown) => ({
  Sid,
  Effect: 'Allow',
  Principal: '*',
  Condition: { ArnEquals: { 'aws:PrincipalArn': roleArn } },
  Action,
  Resource,
});
const readingOf = (Resource: string) =>
  document({
    Sid: 'ReadImageLayers',
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource,
  });
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

it('lets the execution role pull the one image through both endpoints of ECR', () => {
  const pull = document(
    allow('SignInToRegistry', executionRoleArn, 'ecr:GetAuthorizationToken', '*'),
    allow(
      'PullImage',
      executionRoleArn,
      ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      repositoryArn,
    ),
  );
  expect(policies['ecr.api']).toEqual(pull);
  expect(policies['ecr.dkr']).toEqual(pull);
});

it('lets the task role use the application keys and read the one secret', () => {
  expect(policies.kms).toEqual(
    document(allow('UseApplicationKeys', taskRoleArn, ['kms:Decrypt', 'kms:GenerateDataKey'], [keyArn])),
  );
  expect(policies.secretsmanager).toEqual(
    document(allow('ReadDatabaseCredentials', taskRoleArn, 'secretsmanager:GetSecretValue', secretArn)),
  );
});

it('lets the execution role write to the log group of the service', () => {
  const write = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  expect(policies.logs).toEqual(
    document(allow('WriteServiceLog', executionRoleArn, write, `${logGroupArn}:log-stream:*`)),
  );
});

it("lets anybody in the VPC read image layers of the region's own bucket of ECR, and nothing else of S3", () => {
  expect(imageLayersPolicy({ partition: 'aws', region: 'us-east-1' }, true)).toEqual(
    readingOf('arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*'),
  );
});

it('lets anybody in the VPC read any file of S3, and not write, where another registry may keep layers there', () => {
  expect(imageLayersPolicy({ partition: 'aws-cn', region: 'cn-north-1' }, false)).toEqual(
    readingOf('arn:aws-cn:s3:::*'),
  );
});
