import type { LogEvent, MetricSample } from './metric-filter.ts';

/** What of a log event is in the embedded metric format. */
interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit?: string }[];
}

/** CloudWatch takes at most so many values of one metric from one event. */
const maxValues = 100;

/**
 * The metrics that CloudWatch takes out of a log event in the embedded metric format: each value of each metric, once
 * for each set of dimensions, at the event's own `_aws.Timestamp`. None for any other event. What does not follow the
 * format is left out: of the whole event where its head is wrong, else of one metric.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedSamplesOf({ message }: Pick<LogEvent, 'message'>): MetricSample[] {
  // Most lines are of no interest, and parsing all of them would cost more than everything else.
  if (!message.includes('"_aws"')) return [];
  const event = parseObject(message);
  const head = event?.['_aws'];
  if (event === undefined || !isObject(head)) return [];
  const { Timestamp: timestampMs, CloudWatchMetrics: directives } = head;
  if (typeof timestampMs !== 'number' || !Array.isArray(directives)) return [];
  return directives
    .filter(isDirective)
    .flatMap((directive) =>
      directive.Dimensions.flatMap((names) => samplesOf(event, directive, names, timestampMs)),
    );
}

function samplesOf(
  event: Readonly<Record<string, unknown>>,
  { Namespace: namespace, Metrics }: Directive,
  names: readonly string[],
  timestampMs: number,
): MetricSample[] {
  const values = names.map((name): [string, unknown] => [name, event[name]]);
  if (!values.every((entry): entry is [string, string] => typeof entry[1] === 'string')) return [];
  const dimensions = Object.fromEntries(values);
  return Metrics.flatMap(({ Name: name, Unit: unit = 'None' }) =>
    numbersIn(event[name]).map((value) => ({ namespace, name, dimensions, timestampMs, value, unit })),
  );
}

function numbersIn(value: unknown): readonly number[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isUsable = values.length <= maxValues && values.every((each) => typeof each === 'number');
  return isUsable ? values : [];
}

function isDirective(directive: unknown): directive is Directive {
  if (!isObject(directive)) return false;
  const { Namespace, Dimensions, Metrics } = directive;
  return (
    typeof Namespace === 'string' &&
    Array.isArray(Dimensions) &&
    Dimensions.every((names) => Array.isArray(names) && names.every((name) => typeof name === 'string')) &&
    Array.isArray(Metrics) &&
    Metrics.every((metric) => isObject(metric) && typeof metric['Name'] === 'string')
  );
}

function parseObject(message: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(message) as unknown;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
