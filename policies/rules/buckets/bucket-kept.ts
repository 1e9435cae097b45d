import type { Rule } from '../../rule.ts';
import { requires } from '../../values.ts';

export const bucketKept: Rule = {
  id: 'bucket-kept',
  sentence: 'A bucket is not destroyed with what is in it.',
  controls: ['CIS 3.1.1', 'field'],
  essential: 'deletion protection',
  on: ['aws:s3/bucket:Bucket'],
  check: requires('forceDestroy', (value) => value !== true, 'false', 'Evidence outlives the stack.'),
};
