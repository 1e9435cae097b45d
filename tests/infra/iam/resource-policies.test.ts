import { expect, it } from 'vitest';
import { accessLogBucketPolicy } from '../../../infra/iam/access-log-bucket-policy.ts';
import { topicPolicy } from '../../../infra/iam/topic-policy.ts';
import { trailBucketPolicy } from '../../../infra/iam/trail-bucket-policy.ts';
import { webAclLogPolicy } from '../../../infra/iam/web-acl-log-policy.ts';

it("lets this stack's alarms publish to the topic, over TLS alone", () => {
  const topicArn = 'arn:aws:sns:us-east-1:111122223333:keywatch-dev-alarms';
  const alarmArns = ['arn:aws:cloudwatch:us-east-1:111122223333:alarm:keywatch-dev-kms-wrong-key'];
  const databaseEventSourceArns: string[] = [];
  expect(topicPolicy({ accountId: '111122223333', topicArn, alarmArns, databaseEventSourceArns })).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'PublishAlarms',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: topicArn,
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnEquals: { 'aws:SourceArn': alarmArns },
        },
      },
      {
        Sid: 'OnlyOverTls',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: topicArn,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
});

it("lets RDS publish the events of this stack's database where it tells of them", () => {
  const topicArn = 'arn:aws:sns:us-east-1:111122223333:keywatch-dev-alarms';
  const databaseEventSourceArns = ['arn:aws:rds:us-east-1:111122223333:db:keywatch-dev-database'];
  const { Statement } = topicPolicy({
    accountId: '111122223333',
    topicArn,
    alarmArns: [],
    databaseEventSourceArns,
  });
  expect(Statement.find(({ Sid }) => Sid === 'PublishDatabaseEvents')).toEqual({
    Sid: 'PublishDatabaseEvents',
    Effect: 'Allow',
    Principal: { Service: 'events.rds.amazonaws.com' },
    Action: 'sns:Publish',
    Resource: topicArn,
    Condition: {
      StringEquals: { 'aws:SourceAccount': '111122223333' },
      ArnLike: { 'aws:SourceArn': databaseEventSourceArns },
    },
  });
});

it("takes the trail's files under the account's prefix, over TLS alone", () => {
  const bucketArn = 'arn:aws:s3:::keywatch-dev-111122223333-us-east-1-trail';
  const trailArn = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/keywatch-dev-trail';
  const trail = { Service: 'cloudtrail.amazonaws.com' };
  expect(trailBucketPolicy({ accountId: '111122223333', bucketArn, trailArn })).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'CheckedByTrail',
        Effect: 'Allow',
        Principal: trail,
        Action: 's3:GetBucketAcl',
        Resource: bucketArn,
        Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
      },
      {
        Sid: 'WrittenByTrail',
        Effect: 'Allow',
        Principal: trail,
        Action: 's3:PutObject',
        Resource: `${bucketArn}/AWSLogs/111122223333/*`,
        Condition: {
          StringEquals: {
            'aws:SourceArn': trailArn,
            's3:x-amz-acl': 'bucket-owner-full-control',
          },
        },
      },
      {
        Sid: 'OnlyOverTls',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
});

it('takes access logs of load balancers of the account, and of one bucket from S3, over TLS alone', () => {
  const bucketArn = 'arn:aws:s3:::keywatch-prod-111122223333-us-east-1-access';
  const loggedBucketArn = 'arn:aws:s3:::keywatch-prod-111122223333-us-east-1-trail';
  expect(
    accessLogBucketPolicy({ accountId: '111122223333', bucketArn, s3Prefix: 's3', loggedBucketArn }),
  ).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'WrittenByLoadBalancer',
        Effect: 'Allow',
        Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `${bucketArn}/AWSLogs/111122223333/*`,
      },
      {
        Sid: 'WrittenByS3',
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `${bucketArn}/s3/*`,
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnEquals: { 'aws:SourceArn': loggedBucketArn },
        },
      },
      {
        Sid: 'OnlyOverTls',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
});

it("lets the log delivery of this account write the web ACL's log", () => {
  const account = { partition: 'aws', accountId: '111122223333', region: 'us-east-1' };
  const logGroupArn = 'arn:aws:logs:us-east-1:111122223333:log-group:aws-waf-logs-keywatch-prod-waf';
  expect(webAclLogPolicy(account, logGroupArn)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'WriteWebAclLog',
        Effect: 'Allow',
        Principal: { Service: 'delivery.logs.amazonaws.com' },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `${logGroupArn}:log-stream:*`,
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:logs:us-east-1:111122223333:*' },
        },
      },
    ],
  });
});

it('lets S3 write no access logs where no bucket is logged', () => {
  const bucketArn = 'arn:aws:s3:::keywatch-prod-111122223333-us-east-1-access';
  const { Statement } = accessLogBucketPolicy({
    accountId: '111122223333',
    bucketArn,
    s3Prefix: 's3',
    loggedBucketArn: undefined,
  });
  expect(Statement.map(({ Sid }) => Sid)).toEqual(['WrittenByLoadBalancer', 'OnlyOverTls']);
});
