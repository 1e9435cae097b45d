import { expect, it } from 'vitest';
import { topicPolicy } from '../../../infra/iam/topic-policy.ts';
import { trailBucketPolicy } from '../../../infra/iam/trail-bucket-policy.ts';

it("lets this stack's alarms publish to the topic, over TLS alone", () => {
  const topicArn = 'arn:aws:sns:us-east-1:111122223333:keywatch-dev-alarms';
  const alarmArns = ['arn:aws:cloudwatch:us-east-1:111122223333:alarm:keywatch-dev-kms-wrong-key'];
  expect(topicPolicy({ accountId: '111122223333', topicArn, alarmArns })).toEqual({
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
