import type { Rule } from '../../rule.ts';
import { at } from '../../values.ts';
import { configurationsOf } from './buckets.ts';

export const bucketVersioning: Rule = {
  id: 'bucket-versioning',
  sentence: 'A bucket keeps what was replaced or deleted.',
  controls: ['AWS-0090', 'CKV_AWS_21'],
  on: ['aws:s3/bucket:Bucket'],
  check: (bucket, stack) =>
    configurationsOf(bucket, 'bucketVersioning:BucketVersioning', stack).some(
      ({ properties }) => at(properties, 'versioningConfiguration', 'status') === 'Enabled',
    )
      ? undefined
      : 'Versioning is off; set status Enabled in a BucketVersioning of the bucket.',
};
