import { parseFilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
import type { LogReader } from '../../functions/evidence/ports.ts';
import type { LogGroups } from '../logs/log-groups.ts';

/** Searches the log groups of a local run, as FilterLogEvents does. */
export function createLocalLogReader(readGroup: LogGroups['read']): LogReader {
  return {
    search: async ({ logGroupName, filterPattern, startMs, endMs }) => {
      const events = readGroup(logGroupName);
      if (events === undefined) throw new Error(`The log group ${logGroupName} does not exist.`);
      const pattern = parseFilterPattern(filterPattern);
      const messages = events
        .filter(({ timestamp }) => startMs <= timestamp && timestamp <= endMs)
        .filter(({ message }) => pattern.match(message))
        .map(({ message }) => message);
      return Promise.resolve({ messages, complete: true });
    },
  };
}
