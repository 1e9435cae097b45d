import { beforeAll, describe, expect, it } from 'vitest';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { decide } from '../../support/decide.ts';
import { declaredStack } from '../../support/declared-stack.ts';

/** Who may deliver logs into prod, decided by a simulator of IAM. */
let prod: DeclaredStack;
beforeAll(async () => {
  prod = await declaredStack('prod');
});

const account = '111122223333';
const region = 'ap-southeast-2';
const access = `arn:aws:s3:::keywatch-prod-${account}-${region}-access`;
const trailBucket = `arn:aws:s3:::keywatch-prod-${account}-${region}-trail`;
const webAclLog = `arn:aws:logs:${region}:${account}:log-group:aws-waf-logs-keywatch-prod-waf:log-stream:x`;
const tls = { 'aws:SecureTransport': 'true' };
const ofTrailBucket = { ...tls, 'aws:SourceAccount': account, 'aws:SourceArn': trailBucket };
const ofAccount = { 'aws:SourceAccount': account, 'aws:SourceArn': `arn:aws:logs:${region}:${account}:x` };

const loadBalancers = 'logdelivery.elasticloadbalancing.amazonaws.com';
const s3 = 'logging.s3.amazonaws.com';
const logDelivery = 'delivery.logs.amazonaws.com';

const policyOf = (resource: string): unknown =>
  JSON.parse(
    String(
      resource.startsWith('arn:aws:s3')
        ? prod.resource('aws:s3/bucketPolicy:BucketPolicy', 'access-logs-files-policy').inputs['policy']
        : prod.ofType('aws:cloudwatch/logResourcePolicy:LogResourcePolicy')[0]?.inputs['policyDocument'],
    ),
  );

type Row = readonly [
  principal: string,
  action: string,
  resource: string,
  when: string,
  context: Readonly<Record<string, string>>,
];

const allowed: readonly Row[] = [
  [loadBalancers, 's3:PutObject', `${access}/AWSLogs/${account}/x.log.gz`, 'over TLS', tls],
  [s3, 's3:PutObject', `${access}/s3/x`, 'for the bucket of the trail', ofTrailBucket],
  [logDelivery, 'logs:PutLogEvents', webAclLog, 'for the account', ofAccount],
];

const denied: readonly Row[] = [
  [
    loadBalancers,
    's3:PutObject',
    `${access}/AWSLogs/${account}/x.log.gz`,
    'without TLS',
    { 'aws:SecureTransport': 'false' },
  ],
  [
    loadBalancers,
    's3:PutObject',
    `${access}/AWSLogs/999988887777/x.log.gz`,
    "under another account's prefix",
    tls,
  ],
  [loadBalancers, 's3:PutObject', `${access}/s3/x`, "under S3's prefix", tls],
  [loadBalancers, 's3:GetObject', `${access}/AWSLogs/${account}/x.log.gz`, 'over TLS', tls],
  [loadBalancers, 's3:DeleteObject', `${access}/AWSLogs/${account}/x.log.gz`, 'over TLS', tls],
  [
    s3,
    's3:PutObject',
    `${access}/s3/x`,
    'for another bucket',
    { ...ofTrailBucket, 'aws:SourceArn': 'arn:aws:s3:::other' },
  ],
  [
    s3,
    's3:PutObject',
    `${access}/s3/x`,
    'for another account',
    { ...ofTrailBucket, 'aws:SourceAccount': '999988887777' },
  ],
  [s3, 's3:PutObject', `${access}/AWSLogs/${account}/x`, "under the load balancer's prefix", ofTrailBucket],
  [
    logDelivery,
    'logs:PutLogEvents',
    webAclLog,
    'for another account',
    { ...ofAccount, 'aws:SourceAccount': '999988887777' },
  ],
  [logDelivery, 'logs:DeleteLogStream', webAclLog, 'for the account', ofAccount],
];

describe('the policies of prod', () => {
  it.each(allowed)('allow %s %s on %s %s', async (principal, action, resource, _when, context) => {
    const resourcePolicy = policyOf(resource);
    expect(await decide({ principal, action, resource, context, resourcePolicy })).toBe('Allowed');
  });

  it.each(denied)('deny %s %s on %s %s', async (principal, action, resource, _when, context) => {
    const resourcePolicy = policyOf(resource);
    expect(await decide({ principal, action, resource, context, resourcePolicy })).toMatch(
      /^(?:Implicitly|Explicitly)Denied$/,
    );
  });
});
