import type { Rule } from '../../rule.ts';
import { isTrue, requires } from '../../values.ts';

export const imageScanOnPush: Rule = {
  id: 'image-scan-on-push',
  sentence: 'A repository scans every image that is pushed.',
  controls: ['FSBP ECR.1', 'CKV_AWS_163', 'AWS-0030', 'NAG ECR1'],
  essential: 'image scanning',
  on: ['aws:ecr/repository:Repository'],
  check: requires(
    'imageScanningConfiguration.scanOnPush',
    isTrue,
    'true',
    'Known vulnerabilities of an image are then told before it runs.',
  ),
};
