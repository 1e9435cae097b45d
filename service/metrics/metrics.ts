import type { Operation } from '../http/messages.ts';
import type { KmsOperation } from '../kms/kms-call-log.ts';
import type { KmsErrorKind } from './kms-error-kind.ts';
import type { RequestErrorKind } from './request-error-kind.ts';
import { renderEmbeddedMetrics } from './render-embedded-metrics.ts';
import { Series } from './series.ts';

/** CloudWatch keeps these metrics by the minute, and a line costs as much for one request as for thousands. */
const INTERVAL_MS = 60_000;

interface MetricsOptions {
  readonly namespace: string;
  /** Takes one line, its end included. */
  readonly write: (line: string) => void;
  readonly nowMs: () => number;
}

/** Requests that were turned away at the door: how long that took says nothing of the service. */
const REFUSED: ReadonlySet<RequestErrorKind | undefined> = new Set(['RateLimited', 'Shed']);

/**
 * Counts requests and KMS calls in memory, and once a minute writes what happened in it: a line in CloudWatch's
 * embedded metric format for each route and each KMS operation in use, none for an idle minute. CloudWatch
 * makes metrics of those lines by itself, where the log group is.
 *
 * Dimensions are the route and the operation. Nothing of a request goes in but its route, its time and the
 * kind of its end.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format.html
 */
export class Metrics {
  readonly #options: MetricsOptions;
  #intervalStartMs: number;
  #requests = new Map<Operation, Series<RequestErrorKind>>();
  #kmsCalls = new Map<KmsOperation, Series<KmsErrorKind>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: MetricsOptions) {
    this.#options = options;
    this.#intervalStartMs = options.nowMs();
  }

  start(): void {
    this.#timer = setInterval(() => this.flush(), INTERVAL_MS).unref();
  }

  /** Writes what is left of the last interval. */
  stop(): void {
    clearInterval(this.#timer);
    this.flush();
  }

  request(operation: Operation, durationMs: number, errorKind?: RequestErrorKind): void {
    seriesOf(this.#requests, operation).record(REFUSED.has(errorKind) ? undefined : durationMs, errorKind);
  }

  kmsCall(operation: KmsOperation, durationMs: number, errorKind?: KmsErrorKind): void {
    seriesOf(this.#kmsCalls, operation).record(durationMs, errorKind);
  }

  flush(): void {
    const { namespace, write, nowMs } = this.#options;
    const timestampMs = this.#intervalStartMs;
    for (const [operation, series] of this.#requests) {
      const dimensions = { Operation: operation };
      write(renderEmbeddedMetrics({ namespace, timestampMs, dimensions, name: 'Request', series }));
    }
    for (const [operation, series] of this.#kmsCalls) {
      const dimensions = { KmsOperation: operation };
      write(renderEmbeddedMetrics({ namespace, timestampMs, dimensions, name: 'KmsCall', series }));
    }
    this.#requests = new Map();
    this.#kmsCalls = new Map();
    this.#intervalStartMs = nowMs();
  }
}

const seriesOf = <Key, Kind extends string>(all: Map<Key, Series<Kind>>, key: Key): Series<Kind> => {
  const known = all.get(key);
  if (known !== undefined) return known;
  const fresh = new Series<Kind>();
  all.set(key, fresh);
  return fresh;
};
