import { MetricsContext } from 'aws-embedded-metrics/lib/logger/MetricsContext.js';
import { LogSerializer } from 'aws-embedded-metrics/lib/serializers/LogSerializer.js';

import type { Series } from './series.ts';

interface EmbeddedMetrics {
  readonly namespace: string;
  readonly timestampMs: number;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Request` makes the metrics `Requests`, `RequestDuration` and, of an error kind, `RequestWrongKey`. */
  readonly name: string;
  readonly series: Series<string>;
}

const serializer = new LogSerializer();

/**
 * One line of the embedded metric format. Of AWS's library only the format itself is used: its logger looks for
 * an agent or for EC2's metadata over the network, and prints past the log's own destination.
 */
export const renderEmbeddedMetrics = ({
  namespace,
  timestampMs,
  dimensions,
  name,
  series,
}: EmbeddedMetrics): string => {
  const context = MetricsContext.empty();
  context.setNamespace(namespace);
  context.setTimestamp(timestampMs);
  context.setDimensions([{ ...dimensions }]);
  context.setProperty('level', 'info');
  context.setProperty('event', 'metrics');
  context.putMetric(`${name}s`, series.count, 'Count');
  for (const duration of series.durationsMs) context.putMetric(`${name}Duration`, duration, 'Milliseconds');
  for (const [kind, count] of series.errors) context.putMetric(`${name}${kind}`, count, 'Count');
  return serializer
    .serialize(context)
    .map((line) => `${line}\n`)
    .join('');
};
