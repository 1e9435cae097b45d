import type { Condition } from './condition.ts';
import { compileEventPattern } from './event-pattern/compile-event-pattern.ts';
import type { RecordMatching } from './detection.ts';
import { renderFilterPattern } from './render-filter-pattern.ts';
import { renderInsightsQuery } from './render-insights-query.ts';
import type { RecordScope, Subjects } from './subjects.ts';

/** A detection of the records that fulfil a condition: filter pattern, event pattern and query from the one source. */
export function recordsWhere<S extends RecordScope>(
  condition: (subject: Subjects[S]) => Condition,
): RecordMatching<S> {
  return {
    filterPattern: (subject) => renderFilterPattern(condition(subject)),
    eventPattern: (subject) => compileEventPattern(condition(subject)),
    logsInsightsQuery: (subjects) => renderInsightsQuery(subjects.map(condition)),
  };
}
