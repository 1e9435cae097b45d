import {
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  type FilteredLogEvent,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Authorisation } from '../../../local/authorisation/authorisation.ts';
import { createLogs } from '../../../local/logs-api/logs.ts';
import { type LocalAws, startLocalAws } from '../../support/local-aws.ts';

const logGroupName = 'keywatch-dev-trail';
const event = (timestamp: number, message: string, logStreamName = 'one'): FilteredLogEvent => ({
  logStreamName,
  timestamp,
  message,
  ingestionTime: timestamp + 1,
  eventId: `id-${timestamp}`,
});
const events = [event(1000, 'a'), event(2000, 'b', 'two'), event(3000, 'ab'), event(4000, 'c', 'two')];

let decision: Authorisation;
let aws: LocalAws;
let withoutMatcher: LocalAws;
beforeAll(async () => {
  const source = {
    readGroup: (name: string) => (name === logGroupName ? events : undefined),
    authorise: () => decision,
  };
  const compilePattern = (pattern: string) => {
    if (pattern === '{') throw new Error('a complaint about the pattern');
    return (message: string) => message.includes(pattern);
  };
  aws = await startLocalAws({ services: [createLogs({ ...source, compilePattern })] });
  withoutMatcher = await startLocalAws({ services: [createLogs(source)] });
});
beforeEach(() => {
  decision = { allowed: true };
});
afterAll(() => Promise.all([aws.close(), withoutMatcher.close()]));

const filter = (input: Partial<FilterLogEventsCommandInput> = {}, from = aws) =>
  from.logs().send(new FilterLogEventsCommand({ logGroupName, ...input }));
const messagesOf = async (input: Partial<FilterLogEventsCommandInput>) =>
  (await filter(input)).events?.map(({ message }) => message);

describe('FilterLogEvents', () => {
  it('answers every member of an event as it was given', async () => {
    expect((await filter({ startTime: 4000 })).events).toEqual([events[3]]);
  });

  it.each<[Partial<FilterLogEventsCommandInput>, string[]]>([
    [{}, ['a', 'b', 'ab', 'c']],
    [{ startTime: 2000, endTime: 3000 }, ['b', 'ab']],
    [{ startTime: 2001, endTime: 2999 }, []],
    [{ startFromHead: false }, ['c', 'ab', 'b', 'a']],
    [{ logStreamNames: ['two', 'three'] }, ['b', 'c']],
    [{ logStreamNamePrefix: 'o' }, ['a', 'ab']],
    [{ filterPattern: 'b' }, ['b', 'ab']],
    [{ filterPattern: '' }, ['a', 'b', 'ab', 'c']],
    [{ filterPattern: 'b', startTime: 2001 }, ['ab']],
  ])('%j answers %j', async (input, messages) => {
    expect(await messagesOf(input)).toEqual(messages);
  });

  it('answers page by page, as the paginator of the SDK asks', async () => {
    const pages: (string | undefined)[][] = [];
    for await (const page of paginateFilterLogEvents({ client: aws.logs() }, { logGroupName, limit: 3 })) {
      pages.push((page.events ?? []).map(({ message }) => message));
    }
    expect(pages).toEqual([['a', 'b', 'ab'], ['c']]);
  });

  it.each<[Partial<FilterLogEventsCommandInput>, string, string]>([
    [{ logGroupName: 'other' }, 'ResourceNotFoundException', 'The specified log group does not exist.'],
    [{ nextToken: 'made up' }, 'InvalidParameterException', 'The specified nextToken is invalid.'],
    [{ filterPattern: '{' }, 'InvalidParameterException', 'a complaint about the pattern'],
    [
      { logGroupName: undefined },
      'InvalidParameterException',
      'Either logGroupName or logGroupIdentifier must be given.',
    ],
    [
      { logStreamNames: ['one'], logStreamNamePrefix: 'o' },
      'InvalidParameterException',
      'logStreamNames and logStreamNamePrefix can not be given together.',
    ],
    [
      { logGroupName: undefined, logGroupIdentifier: logGroupName },
      'UnsupportedOperationException',
      'The parameter logGroupIdentifier is not simulated by this endpoint: leave it out.',
    ],
  ])('%j is refused with %s', async (input, name, message) => {
    await expect(filter(input)).rejects.toMatchObject({ name, message });
  });

  it('refuses a filter pattern when nothing can match it', async () => {
    await expect(filter({ filterPattern: 'b' }, withoutMatcher)).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
      message: 'The parameter filterPattern is not simulated by this endpoint: leave it out.',
    });
    expect((await filter({ filterPattern: '' }, withoutMatcher)).events).toHaveLength(4);
  });

  it('denies who may not read, before it tells whether the group exists', async () => {
    decision = { allowed: false, because: 'identity' };
    await expect(filter({ logGroupName: 'other' })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('another operation', () => {
  it('answers UnknownOperationException', async () => {
    await expect(aws.logs().send(new DescribeLogGroupsCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });
});
