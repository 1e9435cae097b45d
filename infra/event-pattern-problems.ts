import { fastPathOf, inWords, type CompiledEventPattern } from '../detections/index.ts';
import type { PlannedDetection, PlannedMetricFilter } from './detection-plan.ts';

/**
 * What keeps rules of EventBridge from the detections that a fast path is for, one sentence each: mostly a pattern that
 * names of the stack make longer than EventBridge allows. A detection that no stack can have a rule for is none of them:
 * it is left out. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export function eventPatternProblems(
  planned: readonly Pick<PlannedDetection, 'detection' | 'threshold' | 'metricFilters'>[],
): readonly string[] {
  return planned
    .filter(({ detection, threshold }) => fastPathOf(detection, threshold).possible)
    .flatMap(({ detection, metricFilters }) => {
      const [refused] = metricFilters.flatMap(refusalOf);
      return refused === undefined
        ? []
        : [`can't be true: ${detection.id} would have no rule, because ${refused}; it takes false`];
    });
}

/** Of a pattern of a plan without anything that AWS decides. */
function refusalOf({ eventPattern }: PlannedMetricFilter): readonly string[] {
  const compiled = eventPattern as CompiledEventPattern;
  return compiled.expressible ? [] : [inWords(compiled)];
}
