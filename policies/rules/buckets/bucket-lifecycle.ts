import type { Rule } from '../../rule.ts';
import { at, list, number } from '../../values.ts';
import { configurationsOf } from './buckets.ts';

export const bucketLifecycle: Rule = {
  id: 'bucket-lifecycle',
  sentence: 'A bucket deletes what is old, replaced or half uploaded.',
  controls: ['FSBP S3.13', 'CKV2_AWS_61', 'CKV_AWS_300'],
  on: ['aws:s3/bucket:Bucket'],
  check: (bucket, stack) => {
    const rules = configurationsOf(bucket, 'bucketLifecycleConfiguration:BucketLifecycleConfiguration', stack)
      .flatMap(({ properties }) => list(properties['rules']))
      .filter((rule) => at(rule, 'status') === 'Enabled');
    return [
      ['expiration', 'days'],
      ['noncurrentVersionExpiration', 'noncurrentDays'],
      ['abortIncompleteMultipartUpload', 'daysAfterInitiation'],
    ]
      .filter((path) => !rules.some((rule) => number(at(rule, ...path)) > 0))
      .map(
        (path) =>
          `${path.join('.')} is not set; set it in an enabled rule of a BucketLifecycleConfiguration.`,
      );
  },
};
