import { describe, expect, it } from 'vitest';
import { declare, idleCost, usageCost } from '../../support/cost/declare.ts';

const filter = (name: string, metricTransformation: Record<string, unknown>) =>
  declare('aws:cloudwatch/logMetricFilter:LogMetricFilter', name, {
    metricTransformation: { namespace: 'Keywatch/test', value: '1', ...metricTransformation },
  });

const alarm = (inputs: Record<string, unknown>) =>
  declare('aws:cloudwatch/metricAlarm:MetricAlarm', 'alarm', inputs);

describe('the tariff of a metric filter', () => {
  it('charges its metric, which has data whenever any event arrives', () => {
    expect(idleCost([filter('a', { name: 'Denied', defaultValue: '0' })])).toEqual([
      ['metric of a metric filter', 1, 0.3, 0.3],
    ]);
  });

  it('charges a metric once however many filters feed it', () => {
    const same = [
      filter('a', { name: 'KeyAdmin' }),
      filter('b', { name: 'KeyAdmin', defaultValue: '0' }),
      filter('c', { name: 'KeyAdmin' }),
    ];
    expect(idleCost(same)).toEqual([['metric of a metric filter', 1, 0.3, 0.3]]);
    expect(usageCost(same)).toEqual([]);
  });

  it('charges two metrics of the same name in two namespaces', () => {
    const other = filter('b', { name: 'Denied', namespace: 'Keywatch/other', defaultValue: '0' });
    expect(idleCost([filter('a', { name: 'Denied', defaultValue: '0' }), other])).toHaveLength(2);
  });

  it('counts a metric without a default value as use: it has data only while something matches', () => {
    const lab = filter('lab', { name: 'KMSSecurityError' });
    expect(idleCost([lab])).toEqual([]);
    expect(usageCost([lab])).toEqual([
      ['metric that has data only while its filter matches', 0.3, 'metric-month'],
    ]);
  });
});

describe('the tariff of an alarm', () => {
  it.each([
    [60, 'alarm', 0.1],
    [10, 'alarm, high resolution', 0.3],
  ])('charges an alarm with a period of %s seconds as %s', (period, what, price) => {
    expect(idleCost([alarm({ period })])).toEqual([[what, 1, price, price]]);
  });

  it('charges each metric of an alarm with metric math, and no expression', () => {
    const metricQueries = [
      { id: 'rate', expression: 'errors / requests', returnData: true },
      { id: 'errors', metric: { metricName: 'Errors', period: 60 } },
      { id: 'requests', metric: { metricName: 'Requests', period: 60 } },
    ];
    expect(idleCost([alarm({ metricQueries })])).toEqual([['alarm', 2, 0.1, 0.2]]);
  });

  it.each(['ANOMALY_DETECTION_BAND(m1, 2)', 'SELECT MAX(CPUUtilization) FROM "AWS/RDS"'])(
    'refuses an alarm on %s, which counts otherwise',
    (expression) => {
      expect(() => idleCost([alarm({ metricQueries: [{ id: 'e', expression }] })])).toThrow(
        'alarms on anomalies and on Metrics Insights queries have no tariff.',
      );
    },
  );
});

describe('the tariffs of what tells people', () => {
  it('charges a dashboard', () => {
    expect(idleCost([declare('aws:cloudwatch/dashboard:Dashboard', 'dashboard')])).toEqual([
      ['dashboard', 1, 3, 3],
    ]);
  });

  it('counts mails as use, and refuses subscriptions it has no price for', () => {
    const by = (protocol: string) =>
      declare('aws:sns/topicSubscription:TopicSubscription', 'mail', { protocol });
    expect(usageCost([by('email')])).toEqual([['mails of alarms, after 1,000 a month', 2, '100,000 mails']]);
    expect(() => usageCost([by('sms')])).toThrow('a subscription by sms has no tariff; email has.');
  });
});
