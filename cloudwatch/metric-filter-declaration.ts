/** What `PutMetricFilter` declares. A filter has exactly one transformation. */
export interface MetricFilterDeclaration {
  readonly filterName: string;
  readonly logGroupName: string;
  readonly filterPattern: string;
  readonly metricTransformation: MetricTransformation;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html */
export interface MetricTransformation {
  readonly namespace: string;
  readonly name: string;
  /** A number as text, `$.json.path` or `$field`. */
  readonly value: string;
  /** Reported for events that do not match. Excludes `dimensions`. */
  readonly defaultValue?: number | undefined;
  /** Dimension names and the selectors of their values; at most three. */
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  /** Default `None`. */
  readonly unit?: string | undefined;
}
