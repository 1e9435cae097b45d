import { onlyOverTls } from './only-over-tls.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

export interface TrailBucketPolicyArgs {
  readonly accountId: string;
  readonly bucketArn: string;
  readonly trailArn: string;
}

/**
 * The trail's bucket takes this trail's files under this account's prefix and nothing else from CloudTrail.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function trailBucketPolicy({ accountId, bucketArn, trailArn }: TrailBucketPolicyArgs): PolicyDocument {
  const trail = { Service: 'cloudtrail.amazonaws.com' };
  const ofTrail = { 'aws:SourceArn': trailArn };
  return policyDocument(
    {
      Sid: 'CheckedByTrail',
      Effect: 'Allow',
      Principal: trail,
      Action: 's3:GetBucketAcl',
      Resource: bucketArn,
      Condition: { StringEquals: ofTrail },
    },
    {
      Sid: 'WrittenByTrail',
      Effect: 'Allow',
      Principal: trail,
      Action: 's3:PutObject',
      Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
      Condition: { StringEquals: { ...ofTrail, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
    onlyOverTls('s3:*', [bucketArn, `${bucketArn}/*`]),
  );
}
