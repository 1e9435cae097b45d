import { parseFilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
import type { LogReader } from '../../functions/evidence/ports.ts';
import type { LogGroups } from '../logs/log-groups.ts';

/** Searches the log groups of a local run, as FilterLogEvents does. */
export function createLocalLogReader(readGroup: LogGroups['read']): LogReader {
  return {
    search: async ({ logGroupName, filterPatterns, startMs, endMs }) => {
      const events = readGroup(logGroupName);
      if (events === undefined) {
        const problem = `the log group ${logGroupName} does not exist`;
        return Promise.resolve({ messages: [], complete: false, problem });
      }
      const patterns = filterPatterns.map(parseFilterPattern);
      const messages = events
        .filter(({ timestamp }) => startMs <= timestamp && timestamp <= endMs)
        .filter(({ message }) => patterns.some((pattern) => pattern.match(message)))
        .map(({ message }) => message);
      return Promise.resolve({ messages, complete: true });
    },
  };
}
