import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { type Authorise, assertAuthorised, globalConditionContext } from '../authorisation/authorisation.ts';
import { AwsError } from '../endpoint/aws-error.ts';
import type { Operation } from '../endpoint/aws-service.ts';
import { anything, flag, integer, readMembers, text, textList } from '../endpoint/members.ts';
import { notSimulated, refuseMembers } from '../endpoint/not-simulated.ts';
import { readPage } from '../endpoint/paging.ts';

/** What the API reads; who keeps the log groups answers it. */
export interface LogsSource {
  /** The events of a log group, oldest first; `undefined` when there is no such group. */
  readonly readGroup: (logGroupName: string) => readonly FilteredLogEvent[] | undefined;
  /**
   * Compiles a filter pattern. Without it, requests with a pattern are refused.
   * @throws Error with CloudWatch's complaint about a pattern it would reject.
   */
  readonly compilePattern?: (filterPattern: string) => (message: string) => boolean;
  readonly authorise: Authorise;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
const maxLimit = 10_000;

const members = {
  logGroupName: text({ min: 1, max: 512 }),
  logStreamNames: textList({ min: 1, max: 100 }),
  logStreamNamePrefix: text({ min: 1, max: 512 }),
  startTime: integer({ min: 0 }),
  endTime: integer({ min: 0 }),
  filterPattern: text({ max: 1024 }),
  nextToken: text({ min: 1 }),
  limit: integer({ min: 1, max: maxLimit }),
  startFromHead: flag,
  logGroupIdentifier: anything,
  unmask: anything,
};

const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterException', message);

function matcherOf(
  filterPattern: string | undefined,
  { compilePattern }: LogsSource,
): (message: string) => boolean {
  if (filterPattern === undefined || filterPattern === '') return () => true;
  if (!compilePattern) throw notSimulated('filterPattern');
  try {
    return compilePattern(filterPattern);
  } catch (error) {
    throw invalidParameter(error instanceof Error ? error.message : 'Invalid filter pattern');
  }
}

/** Searches a log group's events by the time they carry, both ends inclusive. Every page is searched completely. */
export const filterLogEvents =
  (source: LogsSource): Operation =>
  async (input, call) => {
    const values = readMembers(input, members);
    refuseMembers(values, ['logGroupIdentifier', 'unmask']);
    const { logGroupName, logStreamNames: names, logStreamNamePrefix: prefix } = values;
    if (logGroupName === undefined)
      throw invalidParameter('Either logGroupName or logGroupIdentifier must be given.');
    if (names && prefix !== undefined) {
      throw invalidParameter('logStreamNames and logStreamNamePrefix can not be given together.');
    }
    const { principal } = call.caller;
    await assertAuthorised(source.authorise, {
      principal,
      action: 'logs:FilterLogEvents',
      resource: `arn:aws:logs:${call.region}:${principal.accountId}:log-group:${logGroupName}:log-stream:`,
      context: globalConditionContext(call),
    });
    const matches = matcherOf(values.filterPattern, source);
    const events = source.readGroup(logGroupName);
    if (!events) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    const found = events
      .filter(
        ({ timestamp = 0 }) =>
          (values.startTime ?? 0) <= timestamp && timestamp <= (values.endTime ?? Infinity),
      )
      .filter(
        ({ logStreamName = '' }) => names?.includes(logStreamName) ?? logStreamName.startsWith(prefix ?? ''),
      )
      .filter(({ message = '' }) => matches(message));
    const page = readPage(found, {
      limit: values.limit ?? maxLimit,
      nextToken: values.nextToken,
      descending: values.startFromHead === false,
    });
    if (!page) throw invalidParameter('The specified nextToken is invalid.');
    return { events: page.items, searchedLogStreams: [], nextToken: page.nextToken };
  };
