import type { Resource } from '../../resource.ts';
import type { StackView } from '../../stack-view.ts';
import { text } from '../../values.ts';
import { alarmsOf, filterType } from './filter-metrics.ts';

/** Those of the events that no metric filter with an alarm looks for. */
export function eventsWithoutAlarm(events: readonly string[], stack: StackView): readonly string[] {
  const patterns = stack
    .ofType(filterType)
    .filter((filter: Resource) => alarmsOf(filter, stack).length > 0)
    .map(({ properties }) => text(properties['pattern']));
  return events.filter(
    (event) => !patterns.some((pattern) => new RegExp(`"?\\b${event}\\b"?`).test(pattern)),
  );
}
