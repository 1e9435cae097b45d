import { onlyOverTls } from './only-over-tls.ts';
import { policyDocument, type PolicyDocument, type Statement } from './policy-document.ts';

export interface AccessLogBucketPolicyArgs {
  readonly accountId: string;
  readonly bucketArn: string;
  /** Key prefix of S3's logs, without a slash at the end. */
  readonly s3Prefix: string;
  /** The bucket whose accesses S3 logs here; `undefined`: none. */
  readonly loggedBucketArn: string | undefined;
}

/**
 * What may be delivered to the bucket of access logs: the load balancer's under the account's prefix, S3's under
 * a prefix of its own.
 *
 * Elastic Load Balancing gets no `aws:SourceArn` condition, unlike every other service here: AWS's policy has
 * none, and with one the load balancer is refused with "Access Denied for bucket". The path keeps other accounts out.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function accessLogBucketPolicy(args: AccessLogBucketPolicyArgs): PolicyDocument {
  return policyDocument(
    {
      Sid: 'WrittenByLoadBalancer',
      Effect: 'Allow',
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `${args.bucketArn}/AWSLogs/${args.accountId}/*`,
    },
    ...(args.loggedBucketArn === undefined ? [] : [writtenByS3(args, args.loggedBucketArn)]),
    onlyOverTls('s3:*', [args.bucketArn, `${args.bucketArn}/*`]),
  );
}

function writtenByS3(args: AccessLogBucketPolicyArgs, loggedBucketArn: string): Statement {
  return {
    Sid: 'WrittenByS3',
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `${args.bucketArn}/${args.s3Prefix}/*`,
    Condition: {
      StringEquals: { 'aws:SourceAccount': args.accountId },
      ArnEquals: { 'aws:SourceArn': loggedBucketArn },
    },
  };
}
