import type { DeclaredResource } from '../../stack/declared-stack.ts';
import { propertiesOf } from '../../stack/declared/properties.ts';
import { CostError } from '../cost-error.ts';
import { monitoringPrices, topicPrices } from '../price-table/monitoring.ts';
import { perUnit, type Tariff, type Tariffs } from './tariff.ts';

const metricFilterType = 'aws:cloudwatch/logMetricFilter:LogMetricFilter';

/**
 * The filter's metric, once however many filters feed it. With a default value it has data whenever any event arrives,
 * and the trail of an account is never silent for an hour; without one, or with dimensions, only while something matches.
 */
const metricFilter: Tariff = (resource, stack) => {
  const feeding = stack.ofType(metricFilterType).filter((other) => metricOf(other) === metricOf(resource));
  if (feeding[0] !== resource) return { idle: [], usage: [] };
  return feeding.some(hasDefaultValue)
    ? {
        idle: [{ what: 'metric of a metric filter', quantity: 1, price: monitoringPrices.metric }],
        usage: [],
      }
    : {
        idle: [],
        usage: [perUnit('metric that has data only while its filter matches', monitoringPrices.metric)],
      };
};

function metricOf(filter: DeclaredResource): string {
  const { namespace, name } = propertiesOf(filter).record('metricTransformation');
  return JSON.stringify([namespace, name]);
}

function hasDefaultValue(filter: DeclaredResource): boolean {
  return propertiesOf(filter).record('metricTransformation')['defaultValue'] !== undefined;
}

/** Seconds of a period below which an alarm is of high resolution. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
const standardPeriodSeconds = 60;

/** A metric that an alarm with metric math looks at, or an expression over others. */
interface MetricQuery {
  readonly expression?: string;
  readonly metric?: { readonly period: number };
}

/** Each metric of an alarm counts; expressions over them do not. */
const alarm: Tariff = (resource) => {
  const queries = (resource.inputs['metricQueries'] ?? []) as readonly MetricQuery[];
  const unpriced = queries.find(({ expression }) => /ANOMALY_DETECTION_BAND|SELECT/i.test(expression ?? ''));
  if (unpriced !== undefined) {
    throw new CostError(
      `${resource.type} "${resource.name}": alarms on anomalies and on Metrics Insights queries have no tariff.`,
    );
  }
  const periods =
    queries.length === 0
      ? [propertiesOf(resource).number('period')]
      : queries.flatMap(({ metric }) => metric?.period ?? []);
  const isHighResolution = periods.some((seconds) => seconds < standardPeriodSeconds);
  return {
    idle: [
      isHighResolution
        ? {
            what: 'alarm, high resolution',
            quantity: periods.length,
            price: monitoringPrices.highResolutionAlarm,
          }
        : { what: 'alarm', quantity: periods.length, price: monitoringPrices.alarm },
    ],
    usage: [],
  };
};

const dashboard: Tariff = () => ({
  idle: [{ what: 'dashboard', quantity: 1, price: monitoringPrices.dashboard }],
  usage: [],
});

const subscription: Tariff = (resource) => {
  const protocol = propertiesOf(resource).text('protocol');
  if (protocol === 'email') {
    return { idle: [], usage: [perUnit('mails of alarms, after 1,000 a month', topicPrices.mails)] };
  }
  throw new CostError(
    `${resource.type} "${resource.name}": a subscription by ${protocol} has no tariff; email has.`,
  );
};

export const monitoringTariffs: Tariffs = {
  [metricFilterType]: metricFilter,
  'aws:cloudwatch/metricAlarm:MetricAlarm': alarm,
  'aws:cloudwatch/dashboard:Dashboard': dashboard,
  'aws:sns/topicSubscription:TopicSubscription': subscription,
};
