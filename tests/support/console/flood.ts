import { randomUUID } from 'node:crypto';
import type { LocalPlan } from '../../../local/declaration/local-plan.ts';
import type { CloudTrailRecord } from '../../../local/cloudtrail/cloudtrail-record.ts';
import type { DescribedCall } from '../../../local/endpoint/describe-call.ts';
import type { StoredLogEvent } from '../../../local/logs/log-groups.ts';
import type { RunEvent } from '../../../local/run/run-event.ts';
import { wrongKeyRecord } from '../../../local/declaration/probe-record.ts';

/** Made-up events at a steady rate. */
export interface Flood {
  /** How many were told so far. */
  readonly told: number;
  stop(): void;
}

const everyMs = 20;

/** One wrong key's path after another, told at once: line, call, delivery, and a match of each of three filters. */
export function startFlood(
  eventsPerSecond: number,
  plan: LocalPlan,
  nowMs: () => number,
  tell: (event: RunEvent) => void,
): Flood {
  const startedAt = performance.now();
  const path = wrongKeyEvents(plan, nowMs);
  let told = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - startedAt) / 1000) * eventsPerSecond;
    for (; told < due; told++) tell(path.next().value);
  }, everyMs);
  return {
    get told() {
      return told;
    },
    stop: () => clearInterval(timer),
  };
}

/** The call that a record of a refusal tells of. */
function callBehind(record: CloudTrailRecord): DescribedCall {
  return {
    eventSource: 'kms.amazonaws.com',
    operation: record.eventName,
    requestId: record.requestID,
    time: record.eventTime,
    principal: record.userIdentity.arn,
    accessKeyId: record.userIdentity.accessKeyId,
    region: record.awsRegion,
    sourceIp: record.sourceIPAddress,
    userAgent: record.userAgent,
    parameters: record.requestParameters ?? {},
    answer: { httpStatus: 400, error: 'InvalidCiphertextException' },
  };
}

/** The events of wrong keys, without an end. */
export function* wrongKeyEvents(plan: LocalPlan, nowMs: () => number): Generator<RunEvent, never> {
  const filterNames = plan.metricFilters
    .map(({ filterName }) => filterName)
    .filter((name) => name.includes('wrong-key'));
  const { region, accountId, service, trail } = plan;
  for (;;) {
    const atMs = nowMs();
    const record: CloudTrailRecord = {
      ...wrongKeyRecord({ region, accountId, taskRoleArn: service.taskRoleArn }),
      eventTime: new Date(atMs).toISOString(),
      requestID: randomUUID(),
      eventID: randomUUID(),
    };
    const reqId = randomUUID();
    const stored = (logGroupName: string, message: object): StoredLogEvent => ({
      logGroupName,
      logStreamName: 'flood',
      timestamp: atMs,
      ingestionTime: atMs,
      eventId: randomUUID(),
      message: JSON.stringify(message),
    });
    const line = (members: object): RunEvent => ({
      kind: 'line',
      atMs,
      event: stored(service.logGroupName ?? '', { level: 'info', reqId, ...members }),
    });
    const event = stored(trail.logGroupName ?? '', record);
    yield { kind: 'call', atMs, call: callBehind(record), record };
    yield line({
      event: 'kms-call',
      operation: 'Decrypt',
      outcome: 'wrong-key',
      errorCode: 'InvalidCiphertextException',
      kmsRequestId: record.requestID,
      clientAddress: '127.0.0.1',
      route: '/decrypt',
    });
    yield line({
      event: 'request',
      method: 'POST',
      route: '/decrypt',
      statusCode: 400,
      clientAddress: '127.0.0.1',
      durationMs: 5,
    });
    yield { kind: 'delivery', atMs, event };
    for (const filterName of filterNames) yield { kind: 'match', atMs, filterNames: [filterName], event };
  }
}
