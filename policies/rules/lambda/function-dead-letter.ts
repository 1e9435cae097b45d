import type { Rule } from '../../rule.ts';
import { isStated, requires } from '../../values.ts';

export const functionDeadLetter: Rule = {
  id: 'function-dead-letter',
  sentence: 'What a function failed over is kept.',
  controls: ['CKV_AWS_116', 'field'],
  on: ['aws:lambda/function:Function'],
  check: requires(
    'deadLetterConfig.targetArn',
    isStated,
    'the ARN of a queue or a topic',
    'After its third failure Lambda drops an event without a word.',
  ),
};
