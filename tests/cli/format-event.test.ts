import { describe, expect, it } from 'vitest';
import { formatEvent } from '../../cli/format-event.ts';
import type { AlarmTransition } from '../../cloudwatch/alarm/index.ts';
import type { CloudTrailRecord } from '../../local/cloudtrail/cloudtrail-record.ts';
import type { DescribedCall } from '../../local/endpoint/describe-call.ts';
import type { StoredLogEvent } from '../../local/logs/log-groups.ts';
import type { RunEvent } from '../../local/run/run-event.ts';

const atMs = Date.UTC(2026, 10, 21, 12, 0, 0);
const record = {
  eventSource: 'kms.amazonaws.com',
  eventName: 'Decrypt',
  requestID: 'r-1',
  userIdentity: {},
} as CloudTrailRecord;
const call = {} as DescribedCall;
const refused = { ...record, errorCode: 'InvalidCiphertextException' };

const change = (from: string, to: string): AlarmTransition =>
  ({
    declaration: { alarmName: 'a' },
    previousState: { value: from },
    state: { value: to, reason: 'Threshold Crossed.' },
  }) as AlarmTransition;
const transition = (from: string, to: string): RunEvent => ({
  kind: 'transition',
  atMs,
  transition: change(from, to),
});
const mail = (from: string, to: string): RunEvent => ({
  kind: 'mail',
  atMs,
  file: `${process.cwd()}/mail/x.eml`,
  mail: { to: 'o@example.com', subject: `${to}: "a"`, text: '', atMs },
  alarmName: 'a',
  transition: change(from, to),
});
const stored = (message: object): StoredLogEvent => ({
  message: JSON.stringify(message),
  logGroupName: '/trail',
  logStreamName: 's',
  timestamp: atMs,
  ingestionTime: atMs,
  eventId: 'e',
});
const delivery = (message: object): RunEvent => ({ kind: 'delivery', atMs, event: stored(message) });

const untold = (messages: number, next: Extract<RunEvent, { kind: 'untold' }>['next']): RunEvent => ({
  kind: 'untold',
  atMs,
  messages,
  because: 'email: refused',
  next,
});

describe('formatEvent', () => {
  it.each<[string, RunEvent, string | undefined]>([
    ['a call', { kind: 'call', atMs, call, record }, 'call       kms:Decrypt ok (r-1)'],
    [
      'a refused call',
      { kind: 'call', atMs, call, record: refused },
      'call       kms:Decrypt InvalidCiphertextException (r-1)',
    ],
    [
      'a call an AWS service made for its caller',
      {
        kind: 'call',
        atMs,
        call,
        record: {
          ...record,
          userIdentity: { invokedBy: 'secretsmanager.amazonaws.com' } as CloudTrailRecord['userIdentity'],
        },
      },
      'call       kms:Decrypt by secretsmanager.amazonaws.com ok (r-1)',
    ],
    [
      'the delivery of a failure',
      delivery(refused),
      "delivery   CloudTrail's record of kms:Decrypt InvalidCiphertextException (r-1) is in /trail",
    ],
    ['the delivery of a success', delivery(record), undefined],
    [
      'what a trail leaves out',
      { kind: 'unrecorded', atMs, record, because: 'enableLogging is false' },
      'blind      the trail does not record it: enableLogging is false',
    ],
    ['a line of the service', { kind: 'line', atMs, event: stored({}) }, undefined],
    ['an alarm', transition('OK', 'ALARM'), 'alarm      a: OK -> ALARM. Threshold Crossed.'],
    ['a recovery', transition('ALARM', 'OK'), 'alarm      a: ALARM -> OK. Threshold Crossed.'],
    [
      'the match of a line that is no JSON',
      { kind: 'match', atMs, filterNames: ['f'], event: { ...stored({}), message: 'ERROR' } },
      'match      metric filter f',
    ],
    [
      'the match of a record by several filters',
      { kind: 'match', atMs, filterNames: ['f', 'g'], event: stored(refused) },
      'match      metric filters f, g (r-1)',
    ],
    [
      "a rule's match",
      { kind: 'rule-match', atMs, ruleNames: ['f'], record: refused },
      'fast path  rule f (r-1)',
    ],
    [
      "several rules' match",
      { kind: 'rule-match', atMs, ruleNames: ['f', 'g'], record: refused },
      'fast path  rules f, g (r-1)',
    ],
    [
      'a record that nobody was told of',
      untold(1, { kind: 'again', atMs: atMs + 60_000 }),
      'untold     1 record of the fast path: email: refused; tried again at 2026-11-21T12:01:00.000Z',
    ],
    [
      'records that nobody will be told of',
      untold(2, { kind: 'dead', queueName: 'q' }),
      'untold     2 records of the fast path: email: refused; given up, kept in q',
    ],
    [
      'records that a run leaves behind',
      untold(2, { kind: 'lost' }),
      'untold     2 records of the fast path: email: refused; lost, as the run ends',
    ],
    [
      'a first alarm',
      transition('INSUFFICIENT_DATA', 'ALARM'),
      'alarm      a: INSUFFICIENT_DATA -> ALARM. Threshold Crossed.',
    ],
    ['a mail', mail('OK', 'ALARM'), 'mail       ALARM: "a": mail/x.eml'],
    [
      'a mail of the fast path',
      { ...mail('OK', 'ALARM'), transition: undefined } as RunEvent,
      'mail       by the fast path, ALARM: "a": mail/x.eml',
    ],
    ['the mail of a recovery', mail('ALARM', 'OK'), 'mail       OK: "a": mail/x.eml'],
    ['a new alarm that settles on OK', transition('INSUFFICIENT_DATA', 'OK'), undefined],
    ['the mail of it', mail('INSUFFICIENT_DATA', 'OK'), undefined],
  ])('tells %s in one line or not at all', (_what, event, line) => {
    expect(formatEvent(event)).toBe(line === undefined ? undefined : `2026-11-21T12:00:00.000Z  ${line}`);
  });
});
