import type { Rule } from '../../rule.ts';
import { configurationsOf } from './buckets.ts';

const settings = ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'];

export const bucketPrivate: Rule = {
  id: 'bucket-private',
  sentence: 'Nothing in a bucket can be made public.',
  controls: [
    'FSBP S3.8',
    'CIS 3.1.4',
    'CKV_AWS_70',
    'AWS-0086',
    'AWS-0087',
    'AWS-0091',
    'AWS-0093',
    'NAG S2',
  ],
  essential: 'least-privilege roles',
  on: ['aws:s3/bucket:Bucket'],
  check: (bucket, stack) => {
    const [block] = configurationsOf(bucket, 'bucketPublicAccessBlock:BucketPublicAccessBlock', stack);
    return settings
      .filter((setting) => block?.properties[setting] !== true)
      .map((setting) => `${setting} is not true; set it in a BucketPublicAccessBlock of the bucket.`);
  },
};
