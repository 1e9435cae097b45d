import { describe, expect, it } from 'vitest';
import { createAlarm } from '../../cloudwatch/alarm/index.ts';
import { createMetricStore } from '../../cloudwatch/metric.ts';
import { detectionSilent } from '../../detections/detection-silent.ts';

const minuteMs = 60_000;
const startMs = Date.UTC(2026, 0, 1);
const { namespace, name } = detectionSilent.metric;
const dimensions = { LogGroupName: 'trail' };

/** The states an alarm goes through in five hours, by the minute, of a group that events arrive in at these minutes. */
function changes(arrivals: readonly number[]): string[] {
  const metrics = createMetricStore();
  const { periodSeconds: period, ...settings } = detectionSilent.alarm;
  const alarm = createAlarm(
    {
      alarmName: 'silent',
      alarmArn: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:silent',
      namespace,
      metricName: name,
      dimensions,
      period,
      ...settings,
    },
    { createdMs: startMs },
  );
  return Array.from({ length: 300 }, (_, minute) => minute).flatMap((minute) => {
    if (arrivals.includes(minute)) {
      const timestampMs = startMs + minute * minuteMs;
      metrics.put({ namespace, name, dimensions, value: 1, timestampMs, unit: 'None' });
    }
    const transition = alarm.evaluate(startMs + (minute + 1) * minuteMs + 1000, metrics);
    return transition === undefined ? [] : [`${minute} ${transition.state.value}`];
  });
}

const every = (minutes: number, until = 300): number[] =>
  Array.from({ length: Math.ceil(until / minutes) }, (_, index) => index * minutes);

describe('the alarm of detection-silent', () => {
  it('stays OK while a delivery comes every five minutes, or is late by half an hour', () => {
    expect(changes(every(5))).toEqual(['0 OK']);
    expect(changes([...every(5, 60), 95, ...every(5).filter((minute) => minute > 95)])).toEqual(['0 OK']);
  });

  it('fires when an hour and the two periods that CloudWatch looks further back are empty, and recovers at once', () => {
    expect(changes([...every(5, 60), 200])).toEqual(['0 OK', '125 ALARM', '200 OK', '270 ALARM']);
  });

  it('fires once for a new stack, until the trail delivers for the first time', () => {
    expect(changes(every(5).filter((minute) => minute >= 10))).toEqual(['0 ALARM', '10 OK']);
  });
});
