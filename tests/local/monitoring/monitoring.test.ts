import { describe, expect, it } from 'vitest';
import type { AlarmDeclaration, SnsPublication } from '../../../cloudwatch/alarm/index.ts';
import type { StoredLogEvent } from '../../../local/logs/log-groups.ts';
import { createMonitoring } from '../../../local/monitoring/monitoring.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const topic = 'arn:aws:sns:eu-west-1:111122223333:alerts';
const alarm: AlarmDeclaration = {
  alarmName: 'errors',
  alarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors',
  namespace: 'Test',
  metricName: 'Errors',
  statistic: 'Sum',
  period: 60,
  evaluationPeriods: 1,
  threshold: 1,
  comparisonOperator: 'GreaterThanOrEqualToThreshold',
  treatMissingData: 'notBreaching',
  alarmActions: [topic, `${topic}-second`],
};
/** Missing data is breaching: evaluated, it would be in ALARM. */
const unmeasured: AlarmDeclaration = {
  ...alarm,
  alarmName: 'unmeasured',
  namespace: 'AWS/RDS',
  metricName: 'CPUUtilization',
  treatMissingData: 'breaching',
};
const filter = {
  filterName: 'errors',
  logGroupName: 'trail',
  filterPattern: '{ $.error = "*" }',
  metricTransformation: { namespace: 'Test', name: 'Errors', value: '1', defaultValue: 0 },
};

function start(publish: (topicArn: string, publication: SnsPublication) => Promise<void>) {
  const awake = createVirtualClock(Date.UTC(2026, 10, 21, 12, 0, 0));
  let asleepMs = 0;
  const clock = { ...awake, nowMs: () => awake.nowMs() + asleepMs };
  /** What the machine's clock does while it sleeps: it goes on, and timers stand still. */
  const sleep = (ms: number): void => void (asleepMs += ms);
  const monitoring = createMonitoring({ filters: [filter], alarms: [alarm, unmeasured], clock, publish });
  monitoring.start();
  const ingest = (message: string, logGroupName = 'trail'): void => {
    const timestamp = clock.nowMs();
    const event: StoredLogEvent = {
      logGroupName,
      logStreamName: 's',
      message,
      timestamp,
      ingestionTime: timestamp,
      eventId: 'e',
    };
    monitoring.ingest(event);
  };
  return { clock, monitoring, ingest, sleep };
}

describe('monitoring', () => {
  it('publishes to every action of a transition and writes both into the history', async () => {
    const published: string[] = [];
    const { clock, monitoring, ingest } = start((topicArn, { Subject }) => {
      published.push(`${topicArn.split(':').at(-1) ?? ''} ${Subject}`);
      return Promise.resolve();
    });
    ingest('{"error":"x"}');
    await clock.advance(61_000);
    expect(published).toEqual([
      'alerts ALARM: "errors" in EU (Ireland)',
      'alerts-second ALARM: "errors" in EU (Ireland)',
    ]);
    expect(monitoring.history().map((item) => [item.HistoryItemType, item.HistorySummary])).toEqual([
      ['ConfigurationUpdate', 'Alarm "errors" created'],
      ['ConfigurationUpdate', 'Alarm "unmeasured" created'],
      ['StateUpdate', 'Alarm updated from INSUFFICIENT_DATA to OK'],
      ['StateUpdate', 'Alarm updated from OK to ALARM'],
      ['Action', `Successfully executed action ${topic}`],
      ['Action', `Successfully executed action ${topic}-second`],
    ]);
    expect(monitoring.describeAlarms()[0]).toMatchObject({ AlarmName: 'errors', StateValue: 'ALARM' });
  });

  it('writes a failed action into the history and goes on with the next', async () => {
    const { clock, monitoring, ingest } = start((topicArn) =>
      topicArn === topic ? Promise.reject(new Error('Topic does not exist')) : Promise.resolve(),
    );
    ingest('{"error":"x"}');
    await clock.advance(61_000);
    const actions = monitoring.history().filter((item) => item.HistoryItemType === 'Action');
    expect(actions.map((item) => item.HistorySummary)).toEqual([
      `Failed to execute action ${topic}. Received error: "Topic does not exist"`,
      `Successfully executed action ${topic}-second`,
    ]);
  });

  it('counts no event of another log group and none that does not match', async () => {
    const { clock, monitoring, ingest } = start(() => Promise.resolve());
    ingest('{"error":"x"}', 'other');
    ingest('{"fine":"x"}');
    await clock.advance(61_000);
    expect(monitoring.describeAlarms()[0]).toMatchObject({ StateValue: 'OK' });
    ingest('{"error":"x"}');
    await clock.advance(61_000);
    expect(monitoring.describeAlarms()[0]).toMatchObject({ StateValue: 'ALARM' });
  });

  it('leaves an alarm on a metric that no filter emits as it was created', async () => {
    const { clock, monitoring, ingest } = start(() => Promise.resolve());
    ingest('{"error":"x"}');
    await clock.advance(600_000);
    expect(monitoring.describeAlarms()[1]).toMatchObject({
      AlarmName: 'unmeasured',
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
    });
  });

  it('shows its alarms as they are, which of them it evaluates, and what they look at', async () => {
    const { clock, monitoring, ingest } = start(() => Promise.resolve());
    ingest('{"error":"x"}');
    ingest('{"error":"x"}');
    const startMs = clock.nowMs();
    await clock.advance(61_000);
    expect(monitoring.alarms().map((each) => [each.alarm.state.value, each.evaluated])).toEqual([
      ['ALARM', true],
      ['INSUFFICIENT_DATA', false],
    ]);
    expect(monitoring.alarms()[0]?.alarm.nextEvaluationMs(clock.nowMs())).toBe(startMs + 121_000);
    expect(
      monitoring.metrics.datapoints({
        namespace: 'Test',
        name: 'Errors',
        dimensions: {},
        statistic: 'Sum',
        periodSeconds: 60,
        startMs,
        periods: 2,
      }),
    ).toEqual([{ timestampMs: startMs, value: 2, sampleCount: 2 }, undefined]);
  });

  it('takes the metrics that the service embeds in its lines', () => {
    const { clock, monitoring, ingest } = start(() => Promise.resolve());
    const startMs = clock.nowMs();
    const directive = { Namespace: 'Service', Dimensions: [['Of']], Metrics: [{ Name: 'Calls' }] };
    const head = { Timestamp: startMs, CloudWatchMetrics: [directive] };
    ingest(JSON.stringify({ _aws: head, Of: 'kms', Calls: 3 }), 'service');
    const query = { namespace: 'Service', name: 'Calls', statistic: 'Sum', periodSeconds: 60 } as const;
    const read = (of: string) =>
      monitoring.metrics.datapoints({ ...query, dimensions: { Of: of }, startMs, periods: 1 })[0]?.value;
    expect([read('kms'), read('other')]).toEqual([3, undefined]);
  });

  it('makes up for the evaluations of a machine that slept, each as of its own time', async () => {
    const published: string[] = [];
    const { clock, monitoring, ingest, sleep } = start((_topicArn, { Subject }) => {
      published.push(Subject);
      return Promise.resolve();
    });
    await clock.advance(30_000);
    ingest('{"error":"x"}');
    sleep(600_000);
    await clock.advance(60_000);
    const items = monitoring.history().slice(2);
    expect(items.map((item) => [item.Timestamp.toISOString().slice(11), item.HistorySummary])).toEqual([
      ['12:00:01.000Z', 'Alarm updated from INSUFFICIENT_DATA to OK'],
      ['12:01:01.000Z', 'Alarm updated from OK to ALARM'],
      ['12:04:01.000Z', 'Alarm updated from ALARM to OK'],
      ['12:11:01.000Z', `Successfully executed action ${topic}`],
      ['12:11:01.000Z', `Successfully executed action ${topic}-second`],
    ]);
    expect(published).toEqual(Array(2).fill('ALARM: "errors" in EU (Ireland)'));
    await clock.advance(60_000);
    expect(monitoring.history()).toHaveLength(7);
  });

  it.each([
    [23, ['OK', 'ALARM', 'OK']],
    [25, ['OK']],
  ])('after %i hours of sleep looks back a day at most', async (hours, states) => {
    const { clock, monitoring, ingest, sleep } = start(() => Promise.resolve());
    await clock.advance(30_000);
    ingest('{"error":"x"}');
    sleep(hours * 60 * 60_000);
    await clock.advance(60_000);
    const updates = monitoring.history().filter((item) => item.HistoryItemType === 'StateUpdate');
    expect(updates.map((item) => item.HistorySummary.split(' ').at(-1))).toEqual(states);
  });

  it('evaluates no more once stopped', async () => {
    const { clock, monitoring, ingest } = start(() => Promise.resolve());
    ingest('{"error":"x"}');
    await monitoring.stop();
    await clock.advance(300_000);
    expect(monitoring.describeAlarms()[0]).toMatchObject({ StateValue: 'INSUFFICIENT_DATA' });
  });
});
