import type { Rule } from '../../rule.ts';
import { at } from '../../values.ts';
import { configurationsOf } from './buckets.ts';

export const bucketOwner: Rule = {
  id: 'bucket-owner',
  sentence: 'A bucket has no access lists: its policy alone decides.',
  controls: ['FSBP S3.12', 'AWS-0092'],
  on: ['aws:s3/bucket:Bucket'],
  check: (bucket, stack) =>
    configurationsOf(bucket, 'bucketOwnershipControls:BucketOwnershipControls', stack).some(
      ({ properties }) => at(properties, 'rule', 'objectOwnership') === 'BucketOwnerEnforced',
    )
      ? undefined
      : 'objectOwnership is not BucketOwnerEnforced; set it in a BucketOwnershipControls of the bucket.',
};
