import type { StoredLogEvent } from '../../../local/logs/log-groups.ts';
import type { ConsoleRun } from '../console-run.ts';
import type { CallDetail } from '../history/call-detail.ts';
import type { Remembered } from '../history/history.ts';
import { parseMessage } from '../history/record-facts.ts';
import { matchDetail } from './match-detail.ts';

/** What is behind an event as a person reads it: log events with their message as the JSON that it holds. */
export function eventDetail(
  plan: Pick<ConsoleRun['plan'], 'metricFilters'>,
  { event, detail }: Remembered,
): unknown {
  switch (event.kind) {
    // Its record is a stage of its own.
    case 'call':
      return (detail as CallDetail).call;
    case 'delivery': {
      const stored = detail as StoredLogEvent;
      return { ...stored, message: parseMessage(stored.message) ?? stored.message };
    }
    case 'match':
      return matchDetail(plan, event.filterName, detail as StoredLogEvent);
    case 'request':
    case 'unrecorded':
    case 'rule-match':
    case 'transition':
    case 'mail':
    case 'fault':
      return detail;
  }
}
