import { FilterLogEventsCommand, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { FoundEvents, LogReader, LogSearch } from '../ports.ts';

export interface LogReaderOptions {
  readonly client: Pick<CloudWatchLogsClient, 'send'>;
  readonly nowMs: () => number;
  /** A search that takes longer answers what it has. */
  readonly deadlineMs: number;
  /** A search that finds more answers the first of them. */
  readonly maxEvents: number;
}

/**
 * Searches log groups with FilterLogEvents: it takes a detection's own filter pattern, and costs nothing but the time
 * it reads. A page may be empty and yet not the last.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function createLogReader({ client, nowMs, deadlineMs, maxEvents }: LogReaderOptions): LogReader {
  return {
    async search({ logGroupName, filterPattern, startMs, endMs }: LogSearch): Promise<FoundEvents> {
      const giveUpMs = nowMs() + deadlineMs;
      const messages: string[] = [];
      let nextToken: string | undefined;
      do {
        const page = await client.send(
          new FilterLogEventsCommand({
            logGroupName,
            filterPattern,
            startTime: startMs,
            endTime: endMs,
            nextToken,
          }),
        );
        messages.push(...(page.events ?? []).flatMap(({ message }) => message ?? []));
        nextToken = page.nextToken;
      } while (nextToken !== undefined && messages.length < maxEvents && nowMs() < giveUpMs);
      return {
        messages: messages.slice(0, maxEvents),
        complete: nextToken === undefined && messages.length <= maxEvents,
      };
    },
  };
}
