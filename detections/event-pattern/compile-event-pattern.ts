import type { Condition } from '../condition.ts';
import { fieldPatternsOf } from './branch.ts';
import { InexpressibleError, type CompiledEventPattern, type EventPattern } from './event-pattern.ts';

/**
 * The other limit, 1,000 combinations of `$or`, is out of reach within it: each of ours is written out.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const maxEventPatternLength = 2048;

/**
 * A condition as an event pattern of EventBridge: the third form beside filter pattern and query. It finds every
 * record that the filter pattern finds, and in the records that CloudTrail writes no others. Where they part:
 *
 * - A list where a record has one value: EventBridge looks into its elements, a filter pattern finds nothing.
 * - `null`, `true` or `false` where a record has a text: differs from a text for EventBridge (`anything-but`) and is
 *   there (`exists`), for a filter pattern neither.
 * - An object where a record has a text: is not there for EventBridge, whose `exists` sees leaves alone.
 *
 * What can't be said without finding fewer is refused, with the clause.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function compileEventPattern(condition: Condition): CompiledEventPattern {
  try {
    return { expressible: true, pattern: withinLimits(eventPatternOf(condition)) };
  } catch (error) {
    if (!(error instanceof InexpressibleError)) throw error;
    return { expressible: false, clause: error.clause, because: error.because };
  }
}

function eventPatternOf(condition: Condition): EventPattern {
  const operands = condition.kind === 'all' ? condition.of : [condition];
  const eventSource = operands.find((each) => each.kind === 'is' && each.field === 'eventSource');
  const [, service] =
    (eventSource?.kind === 'is' && /^([a-z0-9-]+)\.amazonaws\.com$/.exec(eventSource.text)) || [];
  if (service === undefined) {
    throw new InexpressibleError(
      '$.eventSource',
      'a rule is about the calls of one service, and this names none',
    );
  }
  return {
    source: [`aws.${service}`],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: fieldPatternsOf(condition),
  };
}

function withinLimits(pattern: EventPattern): EventPattern {
  const { length } = JSON.stringify(pattern);
  if (length > maxEventPatternLength) {
    throw new InexpressibleError(
      undefined,
      `the pattern has ${length} characters; EventBridge allows ${maxEventPatternLength}`,
    );
  }
  return pattern;
}
