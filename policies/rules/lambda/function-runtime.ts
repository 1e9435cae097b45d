import type { Rule } from '../../rule.ts';
import { requires, text } from '../../values.ts';

/** Runtimes of Node that AWS still mends. @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
const mended = ['nodejs22.x', 'nodejs24.x'] as const;

export const functionRuntime: Rule = {
  id: 'function-runtime',
  sentence: 'A function runs on a runtime that AWS still mends.',
  controls: ['FSBP Lambda.2', 'CKV_AWS_363'],
  on: ['aws:lambda/function:Function'],
  check: requires(
    'runtime',
    (value) => mended.some((runtime) => runtime === text(value)),
    mended.join(' or '),
    'An old one gets no security patches, and one day no deployment.',
  ),
};
