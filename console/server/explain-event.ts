import { parseFilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
import type { StoredLogEvent } from '../../local/logs/log-groups.ts';
import { feeds } from '../../stack/declared/feeds.ts';
import type { DetectionExplanation, FilterView } from '../protocol.ts';
import type { ConsoleRun } from './console-run.ts';
import { recordOf } from './history/call-detail.ts';
import type { Remembered } from './history/history.ts';
import { NotFoundError } from './http/not-found-error.ts';

/** A log event that filters are asked about. */
interface Message {
  readonly text: string;
  /** `undefined`: the trail's, where its record would arrive. */
  readonly logGroupName: string | undefined;
}

/**
 * Why the filters of a detection match what is behind an event, or do not.
 * @throws NotFoundError when there is no such detection, or no message behind the event.
 */
export function explainEvent(
  { metricFilters, alarms }: ConsoleRun['plan'],
  remembered: Remembered,
  detectionId: string,
): DetectionExplanation {
  const alarm = alarms.find(({ alarmName }) => alarmName === detectionId);
  if (alarm === undefined) throw new NotFoundError(`No alarm is named ${detectionId}.`);
  const message = messageOf(remembered);
  const filters = metricFilters.filter((filter) => feeds(filter, alarm));
  return {
    eventId: remembered.event.id,
    detectionId,
    filters: filters.map(({ filterName, logGroupName, filterPattern }) => {
      const filter: FilterView = { filterName, logGroupName, pattern: filterPattern };
      if (message.logGroupName !== undefined && message.logGroupName !== logGroupName) {
        const refusal = `The filter reads ${logGroupName}; this is in ${message.logGroupName}.`;
        return { ...filter, matches: false, refusal };
      }
      return { ...filter, ...parseFilterPattern(filterPattern).explain(message.text) };
    }),
  };
}

function messageOf(remembered: Remembered): Message {
  const { event, detail } = remembered;
  switch (event.kind) {
    case 'call':
      return { text: JSON.stringify(recordOf(remembered)), logGroupName: undefined };
    case 'unrecorded':
    case 'rule-match':
      return { text: JSON.stringify(detail), logGroupName: undefined };
    case 'delivery':
    case 'match': {
      const { message, logGroupName } = detail as StoredLogEvent;
      return { text: message, logGroupName };
    }
    case 'request':
    case 'transition':
    case 'mail':
    case 'fault':
      throw new NotFoundError(`Filters see log events; behind a ${event.kind} there is none.`);
  }
}
