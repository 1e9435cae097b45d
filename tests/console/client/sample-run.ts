import type {
  CallEvent,
  ConsoleEvent,
  DetectionView,
  MailView,
  RequestEvent,
  Snapshot,
  TransitionEvent,
} from '../../../console/protocol.ts';

/** 06:30:00 UTC, the start of a period. */
export const startMs = Date.UTC(2026, 10, 22, 6, 30, 0);

export const wrongKeyAlarm = 'keywatch-dev-kms-wrong-key';
export const burstAlarm = 'keywatch-dev-kms-wrong-key-burst';

export const wrongKeyDetection: DetectionView = {
  id: wrongKeyAlarm,
  title: 'Somebody used a wrong key',
  severity: 'notify',
  meaning: 'KMS refused to decrypt for the service because the encryption context did not fit.',
  runbook: ['Find the service log lines with outcome wrong-key.', 'Ask the owner of the caller.'],
  notes: [],
  knownGaps: ['Wrong keys refused by the rate limit never reach KMS.'],
  falsePositives: ['A person who mistypes a key or a name.'],
  filters: [
    {
      filterName: wrongKeyAlarm,
      logGroupName: '/keywatch/dev/trail',
      pattern: '{ $.errorCode = "InvalidCiphertext*" }',
    },
  ],
  alarm: {
    namespace: 'Keywatch/dev',
    metricName: 'KmsWrongKey',
    dimensions: {},
    statistic: 'Sum',
    period: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
    notifiesRecovery: true,
  },
  evaluation: { nextMs: startMs + 61_000, everyMs: 60_000 },
  state: { value: 'OK', reason: 'no datapoints', sinceMs: startMs - 120_000 },
  transitions: [],
  seriesId: 'wrong-key',
};

export const burstDetection: DetectionView = {
  ...wrongKeyDetection,
  id: burstAlarm,
  title: 'Many wrong keys in a few minutes',
  severity: 'page',
  filters: wrongKeyDetection.filters.map((filter) => ({ ...filter, filterName: burstAlarm })),
  alarm: { ...wrongKeyDetection.alarm, period: 300, threshold: 10 },
  seriesId: 'burst',
};

/** An alarm on a metric of AWS's own. */
export const unevaluatedDetection: DetectionView = {
  ...wrongKeyDetection,
  id: 'keywatch-dev-database-storage',
  title: 'The database runs out of space',
  severity: null,
  filters: [],
  evaluation: null,
  state: { value: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation', sinceMs: startMs },
  seriesId: 'storage',
};

/** A run that has just begun. */
export function sampleSnapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    project: 'keywatch',
    stack: 'dev',
    region: 'ap-southeast-2',
    accountId: '111122223333',
    endpoint: 'http://127.0.0.1:8080',
    nowMs: startMs,
    cursor: 'run-0',
    deliveryDelayMs: 2_000,
    detections: [wrongKeyDetection, burstDetection, unevaluatedDetection],
    widgets: [],
    series: [
      sampleSeries('wrong-key', 60),
      sampleSeries('burst', 300),
      { ...sampleSeries('storage', 300), notSimulated: 'AWS makes this metric.' },
    ],
    events: [],
    mails: [],
    scenarios: [],
    fault: null,
    ...changes,
  };
}

function sampleSeries(id: string, periodSeconds: number): Snapshot['series'][number] {
  const metric = { namespace: 'Keywatch/dev', metricName: 'KmsWrongKey', statistic: 'Sum' } as const;
  return { id, ...metric, periodSeconds, notSimulated: null, points: [] };
}

/** A refused Decrypt, as its record tells it. */
export function refusedCall(id: number, atMs: number, changes: Partial<CallEvent> = {}): CallEvent {
  return {
    kind: 'call',
    id,
    atMs,
    eventId: `event-${id}`,
    kmsRequestId: `kms-${id}`,
    eventSource: 'kms.amazonaws.com',
    eventName: 'Decrypt',
    errorCode: 'InvalidCiphertextException',
    principal: 'arn:aws:sts::111122223333:assumed-role/keywatch-dev-task/0f3c',
    sourceIp: '192.0.2.10',
    ...changes,
  };
}

/** The request behind calls. */
export function requestBehind(
  id: number,
  atMs: number,
  calls: readonly CallEvent[],
  statusCode = 400,
): RequestEvent {
  return {
    kind: 'request',
    id,
    atMs,
    requestId: `request-${id}`,
    method: 'GET',
    route: '/decrypt',
    statusCode,
    durationMs: 12,
    clientAddress: '127.0.0.1',
    kmsCalls: calls.map(({ atMs: calledMs, kmsRequestId, errorCode }) => ({
      atMs: calledMs,
      operation: 'Decrypt',
      outcome: outcomeOf(errorCode),
      kmsRequestId,
      ...(errorCode === undefined ? {} : { errorCode }),
    })),
  };
}

/** In the service's words. */
function outcomeOf(errorCode: string | undefined): string {
  if (errorCode === undefined) return 'success';
  return errorCode === 'InvalidCiphertextException' ? 'wrong-key' : 'unavailable';
}

/** What the fast path does with a refused call, a second later. */
export function ruleMatchOf({ eventId, kmsRequestId, atMs }: CallEvent, id: number): ConsoleEvent {
  return { kind: 'rule-match', id, atMs: atMs + 1_000, eventId, kmsRequestId, ruleNames: [wrongKeyAlarm] };
}

/** What follows a refused call: its delivery two seconds later and the match of both detections. */
export function deliveryOf(call: CallEvent, id: number): readonly ConsoleEvent[] {
  const { eventId, kmsRequestId } = call;
  const atMs = call.atMs + 2_000;
  return [
    { kind: 'delivery', id, atMs, eventId, kmsRequestId, logGroupName: '/keywatch/dev/trail' },
    {
      kind: 'match',
      id: id + 1,
      atMs,
      eventId,
      kmsRequestId,
      filterName: wrongKeyAlarm,
      detectionIds: [wrongKeyAlarm],
    },
  ];
}

/** The alarm's change at a time. */
export function changeTo(
  to: TransitionEvent['to'],
  id: number,
  atMs: number,
  changes: Partial<TransitionEvent> = {},
): TransitionEvent {
  return {
    kind: 'transition',
    id,
    atMs,
    detectionId: wrongKeyAlarm,
    from: to === 'ALARM' ? 'OK' : 'ALARM',
    to,
    reason:
      'Threshold Crossed: 1 datapoint [1.0 (22/11/26 06:30:00)] was greater than or equal to the threshold (1.0).',
    causes: [],
    causeCount: 0,
    ...changes,
  };
}

/** The mail that tells of a change. */
export function mailOf({ id, atMs, to, detectionId }: TransitionEvent): MailView {
  return {
    id: id + 1,
    atMs: atMs + 40,
    from: '"AWS Notifications" <no-reply@sns.amazonaws.com>',
    to: 'owner@example.com',
    subject: `${to}: "${detectionId}" in Asia Pacific (Sydney)`,
    text: 'You are receiving this email because your alarm has changed.',
    detectionId,
    file: '.keywatch/mail/1.eml',
  };
}
