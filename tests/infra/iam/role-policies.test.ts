import { describe, expect, it } from 'vitest';
import {
  databaseMonitoringPolicy,
  databaseMonitoringTrustPolicy,
} from '../../../infra/iam/database-monitoring-policy.ts';
import { ecsTaskTrustPolicy } from '../../../infra/iam/ecs-task-trust-policy.ts';
import { executionRolePolicy } from '../../../infra/iam/execution-role-policy.ts';
import { flowLogPolicy, flowLogTrustPolicy } from '../../../infra/iam/flow-log-policy.ts';
import { taskRolePolicy } from '../../../infra/iam/task-role-policy.ts';
import { trailDeliveryPolicy, trailDeliveryTrustPolicy } from '../../../infra/iam/trail-delivery-policy.ts';

const account = { partition: 'aws', accountId: '111122223333', region: 'us-east-1' };

it('lets the service encrypt and decrypt with exactly our context and read the one database secret', () => {
  const applicationKeyArns = [
    'arn:aws:kms:us-east-1:111122223333:key/new',
    'arn:aws:kms:us-east-1:111122223333:key/old',
  ];
  const databaseSecretArn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:rds!db-1-abcdef';
  expect(taskRolePolicy({ applicationKeyArns, databaseSecretArn })).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'EncryptAndDecryptSecrets',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: applicationKeyArns,
        Condition: {
          'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['keywatch'] },
          Null: { 'kms:EncryptionContextKeys': 'false' },
        },
      },
      {
        Sid: 'ReadDatabaseCredentials',
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: databaseSecretArn,
      },
    ],
  });
});

it('lets ECS take a task role for this account and region alone', () => {
  expect(ecsTaskTrustPolicy(account)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AssumedByTasks',
        Effect: 'Allow',
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:us-east-1:111122223333:*' },
        },
      },
    ],
  });
});

describe('the execution role', () => {
  const logGroupArn = 'arn:aws:logs:us-east-1:111122223333:log-group:/keywatch/dev/service';
  const writeLogs = {
    Sid: 'WriteServiceLog',
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: `${logGroupArn}:log-stream:*`,
  };

  it('pulls from the one repository and writes to the one log group', () => {
    const repositoryArn = 'arn:aws:ecr:us-east-1:111122223333:repository/keywatch-dev-service';
    expect(executionRolePolicy({ repositoryArn, logGroupArn })).toEqual({
      Version: '2012-10-17',
      Statement: [
        writeLogs,
        { Sid: 'SignInToRegistry', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
        {
          Sid: 'PullImage',
          Effect: 'Allow',
          Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          Resource: repositoryArn,
        },
      ],
    });
  });

  it('needs no permission on ECR for an image of another registry', () => {
    expect(executionRolePolicy({ repositoryArn: undefined, logGroupArn })).toEqual({
      Version: '2012-10-17',
      Statement: [writeLogs],
    });
  });
});

describe('the delivery role of the trail', () => {
  it("writes to the trail's own streams", () => {
    const logGroupArn = 'arn:aws:logs:us-east-1:111122223333:log-group:/keywatch/dev/trail';
    expect(trailDeliveryPolicy({ ...account, logGroupArn })).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'WriteTrailEvents',
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource:
            'arn:aws:logs:us-east-1:111122223333:log-group:/keywatch/dev/trail:log-stream:111122223333_CloudTrail_us-east-1*',
        },
      ],
    });
  });

  it('is taken by CloudTrail, which supports no condition here', () => {
    expect(trailDeliveryTrustPolicy()).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AssumedByTrail',
          Effect: 'Allow',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
    });
  });
});

describe('the role of the flow log', () => {
  it('writes to its one log group', () => {
    const logGroupArn = 'arn:aws:logs:us-east-1:111122223333:log-group:/keywatch/dev/flow';
    expect(flowLogPolicy(logGroupArn)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'WriteFlowLog',
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          Resource: [logGroupArn, `${logGroupArn}:log-stream:*`],
        },
      ],
    });
  });

  it('is taken by flow logs of this account and region', () => {
    expect(flowLogTrustPolicy(account)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AssumedByFlowLogs',
          Effect: 'Allow',
          Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111122223333' },
            ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:us-east-1:111122223333:vpc-flow-log/*' },
          },
        },
      ],
    });
  });
});

describe('the role of the monitoring of the database', () => {
  it('writes to the log group that RDS shares among databases and to no other', () => {
    const arn = 'arn:aws:logs:us-east-1:111122223333:log-group:RDSOSMetrics';
    const account = { partition: 'aws', accountId: '111122223333', region: 'us-east-1' };
    expect(databaseMonitoringPolicy(account)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'CreateSharedLogGroup',
          Effect: 'Allow',
          Action: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'],
          Resource: [arn, `${arn}:*`],
        },
        {
          Sid: 'WriteMetrics',
          Effect: 'Allow',
          Action: [
            'logs:CreateLogStream',
            'logs:DescribeLogStreams',
            'logs:GetLogEvents',
            'logs:PutLogEvents',
          ],
          Resource: `${arn}:log-stream:*`,
        },
      ],
    });
  });

  it('is taken by RDS for one database', () => {
    const databaseArn = 'arn:aws:rds:us-east-1:111122223333:db:keywatch-prod-database';
    expect(databaseMonitoringTrustPolicy('111122223333', databaseArn)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AssumedByDatabase',
          Effect: 'Allow',
          Principal: { Service: 'monitoring.rds.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': '111122223333', 'aws:SourceArn': databaseArn } },
        },
      ],
    });
  });
});
