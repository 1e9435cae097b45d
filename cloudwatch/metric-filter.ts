import { isNumber } from './filter-pattern/decimal.ts';
import { readValue, type ValueReader } from './metric-value.ts';
import { parseFilterPattern, type FilterPattern } from './filter-pattern/index.ts';
import type { MetricFilterDeclaration } from './metric-filter-declaration.ts';
import { metricFilterProblems } from './metric-filter-rules.ts';

export type { MetricFilterDeclaration, MetricTransformation } from './metric-filter-declaration.ts';

/** An event as a log group holds it. CloudTrail's have the time of their delivery, not the `eventTime` of their record. */
export interface LogEvent {
  readonly timestampMs: number;
  readonly message: string;
}

/** One value for a metric, at the time of the event it comes from. */
export interface MetricSample {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly timestampMs: number;
  readonly value: number;
  readonly unit: string;
}

/** A metric filter at work. Only events ingested after its creation are given to it: CloudWatch is not retroactive. */
export interface MetricFilter {
  readonly declaration: MetricFilterDeclaration;
  readonly pattern: FilterPattern;
  /** The samples one ingested event yields: one or none. */
  samplesOf(event: LogEvent): readonly MetricSample[];
}

/** A declaration that CloudWatch Logs refuses. */
export class MetricFilterError extends Error {
  override readonly name = 'MetricFilterError';
  readonly code = 'InvalidMetricFilter';
  /** One sentence each. */
  readonly problems: readonly string[];

  constructor(filterName: string, problems: readonly string[], options?: ErrorOptions) {
    super(`Metric filter ${JSON.stringify(filterName)}: ${problems.join(' ')}`, options);
    this.problems = problems;
  }
}

/**
 * Validates a declaration and makes it work.
 *
 * A matching event yields its value, or nothing when that is not numeric. An event that does not match yields
 * the default value, if there is one: one default per event, as recorded from AWS, where the documentation
 * reads as one per minute; with a default of 0 and Sum the two are the same. No events, no samples.
 *
 * @throws FilterPatternError when the pattern is refused.
 * @throws MetricFilterError with all other problems.
 */
export function createMetricFilter(declaration: MetricFilterDeclaration): MetricFilter {
  const pattern = parseFilterPattern(declaration.filterPattern);
  const problems = metricFilterProblems(declaration, pattern);
  if (problems.length > 0) throw new MetricFilterError(declaration.filterName, problems);

  const {
    namespace,
    name,
    value,
    defaultValue,
    dimensions = {},
    unit = 'None',
  } = declaration.metricTransformation;
  const readMetricValue = compileMetricValue(value, pattern);
  const readDimensions = compileDimensions(dimensions, pattern);

  function samplesOf({ timestampMs, message }: LogEvent): readonly MetricSample[] {
    if (!pattern.match(message)) {
      if (defaultValue === undefined) return [];
      return [{ namespace, name, dimensions: {}, timestampMs, value: defaultValue, unit }];
    }
    const metricValue = readMetricValue(message);
    const metricDimensions = readDimensions(message);
    if (metricValue === undefined || metricDimensions === undefined) return [];
    return [{ namespace, name, dimensions: metricDimensions, timestampMs, value: metricValue, unit }];
  }
  return { declaration, pattern, samplesOf };
}

/** Reads the metric value; `undefined` for what is not a finite number, which CloudWatch skips. */
function compileMetricValue(value: string, pattern: FilterPattern): (message: string) => number | undefined {
  if (isNumber(value)) {
    const constant = Number(value);
    return () => constant;
  }
  const read = readValue(value, pattern);
  return (message) => {
    const text = read(message);
    if (text === undefined || !isNumber(text)) return undefined;
    const number = Number(text);
    return Number.isFinite(number) ? number : undefined;
  };
}

/** Reads all dimensions; `undefined` when one is missing (AWS does not say what becomes of the sample then). */
function compileDimensions(
  dimensions: Readonly<Record<string, string>>,
  pattern: FilterPattern,
): (message: string) => Record<string, string> | undefined {
  const readers = Object.entries(dimensions).map(([key, selector]): [string, ValueReader] => [
    key,
    readValue(selector, pattern),
  ]);
  return (message) => {
    const entries: [string, string][] = [];
    for (const [key, read] of readers) {
      const text = read(message);
      if (text === undefined || text === '') return undefined;
      entries.push([key, text]);
    }
    return Object.fromEntries(entries);
  };
}
