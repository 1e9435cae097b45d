import type { Rule } from '../../rule.ts';
import { isStated, text } from '../../values.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
export const functionInvokers: Rule = {
  id: 'function-invokers',
  sentence: 'A function is invoked by what it names.',
  controls: ['FSBP Lambda.1', 'CKV_AWS_301', 'CKV_AWS_364', 'AWS-0067'],
  on: ['aws:lambda/permission:Permission'],
  check: ({ properties: { principal, sourceArn } }) => [
    ...(text(principal) === '*' ? ['principal is "*", which is everybody; name an AWS service.'] : []),
    ...(isStated(sourceArn)
      ? []
      : [
          "sourceArn is not set; name the rule or the resource, or any account's events may invoke the function.",
        ]),
  ],
};
