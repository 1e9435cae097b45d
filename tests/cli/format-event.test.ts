import { describe, expect, it } from 'vitest';
import { formatEvent } from '../../cli/format-event.ts';
import type { AlarmTransition } from '../../cloudwatch/alarm/index.ts';
import type { CloudTrailRecord } from '../../local/cloudtrail/cloudtrail-record.ts';
import type { RunEvent } from '../../local/run/run-event.ts';

const atMs = Date.UTC(2026, 10, 21, 12, 0, 0);
const record = {
  eventSource: 'kms.amazonaws.com',
  eventName: 'Decrypt',
  requestID: 'r-1',
  userIdentity: {},
} as CloudTrailRecord;
const refused = { ...record, errorCode: 'InvalidCiphertextException' };

const transition = (from: string, to: string): RunEvent => ({
  kind: 'transition',
  atMs,
  transition: {
    declaration: { alarmName: 'a' },
    previousState: { value: from },
    state: { value: to, reason: 'Threshold Crossed.' },
  } as AlarmTransition,
});
const delivery = (message: object): RunEvent => ({
  kind: 'delivery',
  atMs,
  event: {
    message: JSON.stringify(message),
    logGroupName: '/trail',
    logStreamName: 's',
    timestamp: atMs,
    ingestionTime: atMs,
    eventId: 'e',
  },
});

describe('formatEvent', () => {
  it.each<[string, RunEvent, string | undefined]>([
    ['a call', { kind: 'call', atMs, record }, 'call       kms:Decrypt ok (r-1)'],
    [
      'a refused call',
      { kind: 'call', atMs, record: refused },
      'call       kms:Decrypt InvalidCiphertextException (r-1)',
    ],
    [
      'a call an AWS service made for its caller',
      {
        kind: 'call',
        atMs,
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
    ['an alarm', transition('OK', 'ALARM'), 'alarm      a: OK -> ALARM. Threshold Crossed.'],
    ['a recovery', transition('ALARM', 'OK'), 'alarm      a: ALARM -> OK. Threshold Crossed.'],
    [
      'a first evaluation to OK, without a reason',
      transition('INSUFFICIENT_DATA', 'OK'),
      'alarm      a: INSUFFICIENT_DATA -> OK',
    ],
    [
      'a mail',
      {
        kind: 'mail',
        atMs,
        file: `${process.cwd()}/mail/x.eml`,
        mail: { to: 'o@example.com', subject: 'ALARM: "a"', text: '', atMs },
      },
      'mail       ALARM: "a": mail/x.eml',
    ],
  ])('tells %s in one line', (_what, event, line) => {
    expect(formatEvent(event)).toBe(line === undefined ? undefined : `2026-11-21T12:00:00.000Z  ${line}`);
  });
});
