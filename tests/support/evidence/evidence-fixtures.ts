import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import type { Channel, EvidenceMessage, LogReader } from '../../../functions/evidence/ports.ts';
import type { EvidenceSettings, WatchedAlarm } from '../../../functions/evidence/settings.ts';

export const trailGroup = '/keywatch/dev/trail';
export const serviceGroup = '/keywatch/dev/service';
export const alarmName = 'keywatch-dev-kms-wrong-key-burst';

/** 2026-11-22T05:53:10Z */
export const alarmMs = Date.UTC(2026, 10, 22, 5, 53, 10);

export const burstAlarm: WatchedAlarm = {
  alarmName,
  detection: 'kms-wrong-key-burst',
  title: 'Many wrong keys in a few minutes',
  severity: 'page',
  meaning:
    'Somebody is guessing keys or names: KMS refused many decryptions for the service within five minutes.',
  runbook: ['Find the client.', 'Block it at the load balancer.', 'Look for a success among the failures.'],
  about: 'Role: arn:aws:iam::111122223333:role/keywatch-dev-task',
  notifyRecovery: true,
  lookbackSeconds: 300,
  filterPatterns: ['{ $.eventSource = "kms.amazonaws.com" && $.errorCode = "InvalidCiphertext*" }'],
  madeForClients: true,
  query: 'fields @timestamp, requestID\n| filter errorCode like /^InvalidCiphertext/\n| limit 1000',
};

export const evidenceSettings: EvidenceSettings = {
  project: 'keywatch',
  stack: 'dev',
  partition: 'aws',
  region: 'ap-southeast-2',
  trailLogGroupName: trailGroup,
  serviceLogGroupName: serviceGroup,
  tableName: 'keywatch-dev-incidents',
  channels: {},
  alarms: [burstAlarm],
};

export interface LogEvent {
  readonly atMs: number;
  readonly message: string;
}

/** Works like CloudWatch Logs: times at both ends count, patterns decide. */
export class FakeLogReader implements LogReader {
  readonly groups = new Map<string, LogEvent[]>([
    [trailGroup, []],
    [serviceGroup, []],
  ]);

  put(group: string, atMs: number, message: object): void {
    this.groups.get(group)?.push({ atMs, message: JSON.stringify(message) });
  }

  search: LogReader['search'] = ({ logGroupName, filterPatterns, startMs, endMs }) => {
    const events = this.groups.get(logGroupName);
    if (events === undefined) {
      return Promise.resolve({ messages: [], complete: false, problem: 'ResourceNotFoundException' });
    }
    const patterns = filterPatterns.map(parseFilterPattern);
    const messages = events
      .filter(({ atMs }) => startMs <= atMs && atMs <= endMs)
      .map(({ message }) => message)
      .filter((message) => patterns.some((pattern) => pattern.match(message)));
    return Promise.resolve({ messages, complete: true });
  };
}

/** Keeps what it is told; fails as often as asked. */
export class FakeChannel implements Channel {
  readonly sent: EvidenceMessage[] = [];
  readonly name: string;
  failures = 0;

  constructor(name: string) {
    this.name = name;
  }

  send(message: EvidenceMessage): Promise<void> {
    if (this.failures > 0) {
      this.failures -= 1;
      return Promise.reject(new Error('out of order'));
    }
    this.sent.push(message);
    return Promise.resolve();
  }
}

export const requestIdOf = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A wrong key: its record in the trail, and the service's two lines under an id that all clients use. */
export function putWrongKey(logs: FakeLogReader, { number, calledMs, deliveredMs, client }: WrongKey): void {
  const task = `arn:aws:sts::111122223333:assumed-role/keywatch-dev-task/${number % 2 === 0 ? '0a' : '1b'}`;
  logs.put(trailGroup, deliveredMs, {
    eventID: `event-${number}`,
    eventTime: new Date(calledMs).toISOString(),
    eventSource: 'kms.amazonaws.com',
    eventName: 'Decrypt',
    errorCode: 'InvalidCiphertextException',
    requestID: requestIdOf(number),
    sourceIPAddress: '192.0.2.1',
    userIdentity: {
      type: 'AssumedRole',
      arn: task,
      sessionContext: { sessionIssuer: { userName: 'keywatch-dev-task' } },
    },
  });
  if (client === undefined) return;
  const reqId = 'always-the-same';
  logs.put(serviceGroup, calledMs, {
    event: 'kms-call',
    outcome: 'wrong-key',
    kmsRequestId: requestIdOf(number),
    clientAddress: client,
    route: '/decrypt',
    reqId,
  });
  logs.put(serviceGroup, calledMs + 5, {
    event: 'request',
    route: '/decrypt',
    statusCode: 400,
    clientAddress: client,
    reqId,
  });
}

export interface WrongKey {
  readonly number: number;
  readonly calledMs: number;
  readonly deliveredMs: number;
  /** `undefined`: the service's log has no line of it. */
  readonly client: string | undefined;
}

type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** A change of the alarm as EventBridge tells it. */
export function alarmChange(
  value: StateValue,
  atMs: number,
  previous: { readonly value: StateValue; readonly atMs: number },
): unknown {
  const stateOf = (each: { value: StateValue; atMs: number }, startMs: number) => ({
    value: each.value,
    reason:
      each.value === 'ALARM'
        ? 'Threshold Crossed: 1 datapoint [12.0 (22/11/26 05:48:00)] was greater than or equal to the threshold (10.0).'
        : 'Threshold Crossed: 1 datapoint [0.0 (22/11/26 05:53:00)] was not greater than or equal to the threshold (10.0).',
    reasonData: JSON.stringify({ version: '1.0', startDate: offset(startMs) }),
    timestamp: offset(each.atMs),
  });
  return {
    version: '0',
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    detail: {
      alarmName,
      state: stateOf({ value, atMs }, atMs - 310_000),
      previousState: stateOf(previous, previous.atMs - 310_000),
    },
  };
}

const offset = (atMs: number): string => new Date(atMs).toISOString().replace('Z', '+0000');
