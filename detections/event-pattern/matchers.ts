import type { Test } from '../condition.ts';
import { InexpressibleError, type Matcher } from './event-pattern.ts';

/** A number as JSON spells it. A filter pattern compares a text with that spelling too, EventBridge does not. */
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

/** Of what such a spelling may be a part. */
const partOfNumber = /^[-+\d.eE]*$/;

/**
 * Fields that CloudTrail writes as texts even where they look like numbers.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
const textsOfDigits: readonly string[] = ['recipientAccountId'];

/** A test as EventBridge's matcher. @throws InexpressibleError for a text that means something else there. */
export function matcherOf(test: Test): Matcher {
  switch (test.kind) {
    case 'absent':
      return { exists: false };
    case 'is':
      return test.text === '*' ? { exists: true } : textMatcher(test);
    case 'is-not':
      return anythingBut([test]);
  }
}

/** None of several texts, of one field. */
export function anythingBut(tests: readonly (Test & { readonly kind: 'is-not' })[]): Matcher {
  for (const test of tests) refuseText(test);
  const texts = tests.map(({ text }) => text);
  return {
    'anything-but': texts.some((text) => text.includes('*')) ? { wildcard: texts } : texts,
  };
}

function textMatcher(test: Test & { readonly kind: 'is' }): Matcher {
  refuseText(test);
  const { text } = test;
  const plain = plainOf(text);
  if (text.startsWith('*')) return text.endsWith('*') ? { wildcard: text } : { suffix: plain };
  return text.endsWith('*') ? { prefix: plain } : text;
}

function refuseText(test: Exclude<Test, { kind: 'absent' }>): void {
  const plain = plainOf(test.text);
  const refuse = (because: string): never => {
    throw new InexpressibleError(clauseOf(test), because);
  };
  if (plain === '') refuse('an empty text means different things to both');
  if (plain.includes('*')) refuse('a filter pattern has "*" at the ends of a text only');
  if (/["\\]/.test(plain)) refuse('quotation marks and backslashes are escaped in different ways');
  const mayBeNumber = !textsOfDigits.includes(test.field);
  if (mayBeNumber && (plain === test.text ? number : partOfNumber).test(plain))
    refuse('a filter pattern would find it in a number too, EventBridge would not');
}

function plainOf(text: string): string {
  return text.replace(/^\*|\*$/g, '');
}

/** As a filter pattern says it. */
export function clauseOf(test: Test): string {
  switch (test.kind) {
    case 'absent':
      return `$.${test.field} NOT EXISTS`;
    case 'is':
      return `$.${test.field} = "${test.text}"`;
    case 'is-not':
      return `$.${test.field} != "${test.text}"`;
  }
}
