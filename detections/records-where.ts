import type { Condition } from './condition.ts';
import type { RecordMatching } from './detection.ts';
import { renderFilterPattern } from './render-filter-pattern.ts';
import { renderInsightsQuery } from './render-insights-query.ts';
import type { RecordScope, Subjects } from './subjects.ts';

/** A detection of the records that fulfil a condition: filter pattern and query from the one source. */
export function recordsWhere<S extends RecordScope>(
  condition: (subject: Subjects[S]) => Condition,
): RecordMatching<S> {
  return {
    filterPattern: (subject) => renderFilterPattern(condition(subject)),
    logsInsightsQuery: (subjects) => renderInsightsQuery(subjects.map(condition)),
  };
}
