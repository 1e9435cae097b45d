import type { Rule } from '../../rule.ts';
import { at, number } from '../../values.ts';
import { configurationsOf, holdsTrail } from './buckets.ts';

export const bucketLock: Rule = {
  id: 'bucket-lock',
  sentence: "A trail's files can't be deleted before their time.",
  controls: ['CKV_AWS_143', 'FSBP S3.15'],
  on: ['aws:s3/bucket:Bucket'],
  check: (bucket, stack) => {
    if (!holdsTrail(bucket, stack)) return;
    const locks = configurationsOf(
      bucket,
      'bucketObjectLockConfiguration:BucketObjectLockConfiguration',
      stack,
    );
    return locks.some(
      ({ properties }) =>
        properties['objectLockEnabled'] !== false &&
        ['GOVERNANCE', 'COMPLIANCE'].includes(String(at(properties, 'rule', 'defaultRetention', 'mode'))) &&
        (number(at(properties, 'rule', 'defaultRetention', 'days')) > 0 ||
          number(at(properties, 'rule', 'defaultRetention', 'years')) > 0),
    )
      ? undefined
      : 'No object lock is set; declare a BucketObjectLockConfiguration with a default retention.';
  },
};
