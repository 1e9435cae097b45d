import { once, price, twice, unconfirmed } from './price.ts';

const page = 'https://aws.amazon.com/cloudwatch/pricing/';
const snsPage = 'https://aws.amazon.com/sns/pricing/';
const trailPage = 'https://aws.amazon.com/cloudtrail/pricing/';

export const monitoringPrices = {
  /** Each metric of an alarm whose period is a minute or longer. */
  alarm: price('alarm-month', page, twice(0.1), unconfirmed(0.1)),
  /** Each metric of an alarm whose period is below a minute. */
  highResolutionAlarm: price('alarm-month', page, twice(0.3), unconfirmed(0.3)),
  /** A custom metric, the first 10,000; counted in hours that have data. */
  metric: price('metric-month', page, twice(0.3, '2026-02'), once(0.3, '2026-09')),
  dashboard: price('dashboard-month', page, twice(3, '2026-06'), unconfirmed(3)),
  logIngestion: price('GB', page, twice(0.5, '2026-06'), once(0.67, '2026-09')),
  /** What AWS's own services deliver: VPC flow logs, WAF logs; the first 10 TB a month. */
  vendedLogIngestion: price('GB', page, unconfirmed(0.5), unconfirmed(0.67)),
  /** What Logs Insights queries read. */
  logQueries: price('GB', page, twice(0.005), unconfirmed(0.0067)),
  logStorage: price('GB-month', page, twice(0.03), once(0.033, '2026-09')),
} as const;

export const trailPrices = {
  /** Management events that another trail delivers already. */
  furtherManagementEvents: price('100,000 events', trailPage, twice(2), unconfirmed(2)),
  dataEvents: price('100,000 events', trailPage, twice(0.1), unconfirmed(0.1)),
} as const;

export const topicPrices = {
  /** Beyond the first 1,000 a month. */
  mails: price('100,000 mails', snsPage, once(2), unconfirmed(2)),
} as const;
