import {
  FilterLogEventsCommand,
  type CloudWatchLogsClient,
  type FilterLogEventsCommandInput,
  type FilterLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { FoundEvents, LogReader, LogSearch } from '../ports.ts';
import { retry } from '../retry.ts';

export interface LogReaderOptions {
  /** Without attempts of its own: the reader knows when the next one may be. */
  readonly client: Pick<CloudWatchLogsClient, 'send'>;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** A search that takes longer answers what it has. */
  readonly deadlineMs: number;
  /** A search that finds more answers the first of them. */
  readonly maxEvents: number;
  /**
   * From one call to the next, of all searches together. An account may make ten calls in a second and region, in some
   * regions five, pages counted; the quota can't be raised.
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
   */
  readonly betweenCallsMs: number;
  /** Waited after a call that failed; twice as long after each further one. */
  readonly firstDelayMs: number;
  /** Told why a search found less than there may be. */
  readonly onProblem?: (logGroupName: string, error: Error) => void;
}

/**
 * Searches log groups with FilterLogEvents: it takes a detection's own filter pattern, and costs nothing but the time
 * it reads. A page may be empty and yet not the last. One pattern after another: so many calls at once as an alarm has
 * patterns would exceed the quota.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function createLogReader(options: LogReaderOptions): LogReader {
  const { nowMs, deadlineMs, maxEvents } = options;
  const takeTurn = createPace(options);
  return {
    async search({ logGroupName, filterPatterns, startMs, endMs }: LogSearch): Promise<FoundEvents> {
      const giveUpMs = nowMs() + deadlineMs;
      const messages: string[] = [];
      const isOver = (): boolean => messages.length >= maxEvents || nowMs() >= giveUpMs;
      /** Whether it came to the last page. */
      const readAll = async (input: FilterLogEventsCommandInput): Promise<boolean> => {
        await takeTurn();
        const { events = [], nextToken } = await readPage(options, input, giveUpMs);
        messages.push(...events.flatMap(({ message }) => message ?? []));
        if (nextToken === undefined) return true;
        return !isOver() && readAll({ ...input, nextToken });
      };
      let unread = filterPatterns.length;
      let problem: Error | undefined;
      for (const filterPattern of filterPatterns) {
        if (isOver()) break;
        const input = { logGroupName, filterPattern, startTime: startMs, endTime: endMs };
        const isRead = await readAll(input).catch((error: unknown) => {
          problem ??= error as Error;
          return false;
        });
        if (isRead) unread -= 1;
      }
      if (problem !== undefined) options.onProblem?.(logGroupName, problem);
      return {
        messages: messages.slice(0, maxEvents),
        complete: unread === 0 && messages.length <= maxEvents,
        ...(problem === undefined ? {} : { problem: nameOf(problem) }),
      };
    },
  };
}

/** One call, tried again while there is time and it is worth it. @throws the last error. */
function readPage(
  { client, nowMs, sleep, firstDelayMs }: LogReaderOptions,
  input: FilterLogEventsCommandInput,
  giveUpMs: number,
): Promise<FilterLogEventsCommandOutput> {
  const call = (): Promise<FilterLogEventsCommandOutput> =>
    client.send(new FilterLogEventsCommand(input), { requestTimeout: Math.max(1, giveUpMs - nowMs()) });
  return retry(call, {
    attempts: Infinity,
    firstDelayMs,
    sleep,
    isWorthIt: (error, delayMs) => mayPass(error) && nowMs() + delayMs < giveUpMs,
  });
}

/** Gives each call its time, whoever makes it. */
function createPace({ nowMs, sleep, betweenCallsMs }: LogReaderOptions): () => Promise<void> {
  let freeMs = -Infinity;
  return async () => {
    const waitMs = Math.max(0, freeMs - nowMs());
    freeMs = nowMs() + waitMs + betweenCallsMs;
    if (waitMs > 0) await sleep(waitMs);
  };
}

/** Whatever but a refusal: too many calls, a fault of AWS, no answer. */
function mayPass(error: unknown): boolean {
  const { name, $fault } = error as { readonly name?: unknown; readonly $fault?: unknown };
  return name === 'ThrottlingException' || $fault !== 'client';
}

/** A code or a name; a message may be long, and names the role. */
function nameOf(error: Error): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
