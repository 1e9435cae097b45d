import type { Rule } from '../../rule.ts';
import { at, list, text } from '../../values.ts';
import { configurationsOf } from './buckets.ts';

/** A load balancer can write to no bucket with a KMS key, so S3's own keys will do. */
export const bucketEncrypted: Rule = {
  id: 'bucket-encrypted',
  sentence: 'A bucket says how it encrypts.',
  controls: ['AWS-0088', 'CKV_AWS_19', 'NAG S3'],
  essential: 'encryption at rest',
  on: ['aws:s3/bucket:Bucket'],
  check: (bucket, stack) =>
    configurationsOf(
      bucket,
      'bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
      stack,
    ).some(({ properties }) =>
      list(properties['rules']).some((rule) =>
        ['AES256', 'aws:kms', 'aws:kms:dsse'].includes(
          text(at(rule, 'applyServerSideEncryptionByDefault', 'sseAlgorithm')),
        ),
      ),
    )
      ? undefined
      : 'No default encryption is stated; declare a BucketServerSideEncryptionConfiguration with AES256 or aws:kms.',
};
