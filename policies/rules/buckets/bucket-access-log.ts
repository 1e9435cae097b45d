import type { Rule } from '../../rule.ts';
import { isStated } from '../../values.ts';
import { configurationsOf, holdsTrail } from './buckets.ts';

export const bucketAccessLog: Rule = {
  id: 'bucket-access-log',
  sentence: "Whoever reads a trail's files is logged.",
  controls: ['FSBP S3.9', 'CIS 4.4', 'AWS-0163', 'NAG S1'],
  on: ['aws:s3/bucket:Bucket'],
  check: (bucket, stack) =>
    !holdsTrail(bucket, stack) ||
    configurationsOf(bucket, 'bucketLogging:BucketLogging', stack).some(({ properties }) =>
      isStated(properties['targetBucket']),
    )
      ? undefined
      : 'Accesses are not logged; declare a BucketLogging with a target bucket (accessLogs: true does).',
};
