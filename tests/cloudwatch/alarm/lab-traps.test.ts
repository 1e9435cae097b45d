import { describe, expect, it } from 'vitest';
import type { AlarmDeclaration } from '../../../cloudwatch/alarm/index.ts';
import type { LogEvent, MetricFilterDeclaration } from '../../../cloudwatch/metric-filter.ts';
import { wrongKeyAlarm } from '../../support/cloudwatch/alarm-fixtures.ts';
import { runTimeline, type TimelineChange } from '../../support/cloudwatch/run-timeline.ts';

/**
 * The lab's alarm beside one wrong key in a minute, on the same traffic. Each trap of the lab's is a fact
 * about CloudWatch, and each is followed by the alarm that does not have it.
 */
const role = 'arn:aws:iam::111122223333:role/app-task';
const lab: { readonly filter: MetricFilterDeclaration; readonly alarm: AlarmDeclaration } = {
  filter: {
    filterName: 'pattern1-logging-metricfilter',
    logGroupName: '/trail',
    filterPattern: `{ $.errorCode = "*" && $.eventSource= "kms.amazonaws.com" && $.userIdentity.sessionContext.sessionIssuer.arn = "${role}" }`,
    metricTransformation: {
      namespace: 'Pattern1Application/KMSSecurity',
      name: 'KMSSecurityError',
      value: '1',
    },
  },
  alarm: {
    ...wrongKeyAlarm,
    namespace: 'Pattern1Application/KMSSecurity',
    metricName: 'KMSSecurityError',
    period: 10,
    threshold: 1,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData: 'ignore',
  },
};
const wrongKey: typeof lab = {
  filter: {
    ...lab.filter,
    filterName: 'kms-wrong-key',
    filterPattern: `{ $.eventSource = "kms.amazonaws.com" && $.errorCode = "InvalidCiphertextException" && $.userIdentity.sessionContext.sessionIssuer.arn = "${role}" }`,
    metricTransformation: { namespace: 'Keywatch/test', name: 'KmsWrongKey', value: '1', defaultValue: 0 },
  },
  alarm: wrongKeyAlarm,
};

const at = (time: string): number => Date.parse(`2026-01-01T${time}Z`);

function kmsEvent(timestampMs: number, errorCode?: string): LogEvent {
  const record = {
    eventSource: 'kms.amazonaws.com',
    eventName: 'Decrypt',
    ...(errorCode !== undefined && { errorCode }),
    userIdentity: { sessionContext: { sessionIssuer: { arn: role } } },
  };
  return { timestampMs, message: JSON.stringify(record) };
}

/** Two hours in which good decrypts arrive every twenty seconds and wrong keys at the given times. */
function run({ filter, alarm }: typeof lab, wrongKeys: readonly string[]): readonly TimelineChange[] {
  const [startMs, endMs] = [at('12:00:00'), at('14:00:00')];
  const good = Array.from({ length: 360 }, (_, index) => kmsEvent(startMs + index * 20_000));
  const wrong = wrongKeys.map((time) => kmsEvent(at(time), 'InvalidCiphertextException'));
  return runTimeline({ filter, alarm, events: [...good, ...wrong], startMs, endMs });
}

const burst = (minute: string): readonly string[] =>
  ['05', '15', '25'].map((second) => `${minute}:${second}`);
const everyMinute = Array.from({ length: 119 }, (_, index) => {
  const minutes = String(index % 60).padStart(2, '0');
  return `${12 + Math.floor(index / 60)}:${minutes}:30`;
});

describe('a burst of wrong keys, and another half an hour later', () => {
  const wrongKeys = [...burst('12:10'), ...burst('12:40')];

  it("latches the lab's alarm: it never recovers, so the second burst is silent", () => {
    expect(run(lab, wrongKeys).map(({ state }) => state)).toEqual(['ALARM']);
  });

  it('raises the wrong-key alarm twice, the minute after each burst, with a recovery between', () => {
    expect(run(wrongKey, wrongKeys)).toEqual([
      { at: '12:00:01', state: 'OK' },
      { at: '12:11:01', state: 'ALARM' },
      { at: '12:12:01', state: 'OK' },
      { at: '12:41:01', state: 'ALARM' },
      { at: '12:42:01', state: 'OK' },
    ]);
  });
});

describe('a burst of wrong keys, and a single one later', () => {
  const wrongKeys = [...burst('12:10'), '12:40:30'];

  it("clears the lab's alarm by the single wrong key", () => {
    const changes = run(lab, wrongKeys);

    expect(changes.map(({ state }) => state)).toEqual(['ALARM', 'OK']);
    expect(changes[1]?.at).toMatch(/^12:4[01]:/);
  });

  it('raises the wrong-key alarm by the single wrong key', () => {
    expect(
      run(wrongKey, wrongKeys)
        .filter(({ state }) => state === 'ALARM')
        .map(({ at: time }) => time),
    ).toEqual(['12:11:01', '12:41:01']);
  });
});

describe('one wrong key', () => {
  it("is missed by the lab's alarm", () => {
    expect(run(lab, ['12:10:30']).map(({ state }) => state)).toEqual(['OK']);
  });

  it('raises the wrong-key alarm', () => {
    expect(run(wrongKey, ['12:10:30'])).toContainEqual({ at: '12:11:01', state: 'ALARM' });
  });
});

describe('one wrong key every minute', () => {
  it("is missed by the lab's alarm for ever", () => {
    expect(run(lab, everyMinute).map(({ state }) => state)).toEqual(['OK']);
  });

  it('raises the wrong-key alarm at once and keeps it raised as long as it goes on', () => {
    expect(run(wrongKey, everyMinute)).toEqual([
      { at: '12:00:01', state: 'OK' },
      { at: '12:01:01', state: 'ALARM' },
    ]);
  });
});

describe('a sub-minute period on a one-minute metric', () => {
  const impatient = { ...lab, alarm: { ...lab.alarm, treatMissingData: 'missing' as const } };

  it('finds the datapoint of a minute until its start leaves the range, then lapses into INSUFFICIENT_DATA', () => {
    expect(run(impatient, burst('12:10'))).toEqual([
      { at: '12:10:21', state: 'ALARM' },
      { at: '12:11:31', state: 'INSUFFICIENT_DATA' },
    ]);
  });

  it('gains nothing: a wrong key late in its minute is seen no sooner than the minute is over', () => {
    const [change] = run({ ...impatient, alarm: { ...impatient.alarm, threshold: 0 } }, ['12:10:58']);

    expect(change).toEqual({ at: '12:11:01', state: 'ALARM' });
  });
});

describe('no wrong key at all', () => {
  it('raises neither', () => {
    expect(run(lab, [])).toEqual([]);
    expect(run(wrongKey, [])).toEqual([{ at: '12:00:01', state: 'OK' }]);
  });
});
