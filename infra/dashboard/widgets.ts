/**
 * What a dashboard is made of, in CloudWatch's words.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export interface Widget {
  readonly type: 'text' | 'metric' | 'alarm' | 'log';
  /** Columns of the grid's 24. */
  readonly width: number;
  readonly height: number;
  readonly properties: object;
}

/** One line of a graph. */
export interface GraphedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
  /** `undefined`: CloudWatch calls the line as its metric. */
  readonly label?: string;
}

export interface Graph {
  readonly region: string;
  readonly title: string;
  readonly metrics: readonly GraphedMetric[];
  readonly periodSeconds: number;
  /** `undefined`: no alarm looks at it. */
  readonly threshold?: number;
}

export interface LogTable {
  readonly region: string;
  readonly title: string;
  readonly logGroupName: string;
  /** Of CloudWatch Logs Insights. */
  readonly query: string;
}

type Size = Pick<Widget, 'width' | 'height'>;

export function textWidget(size: Size, ...paragraphs: readonly string[]): Widget {
  return { type: 'text', ...size, properties: { markdown: paragraphs.join('\n\n') } };
}

export function alarmWidget(size: Size, alarmArns: readonly string[], title?: string): Widget {
  return {
    type: 'alarm',
    ...size,
    properties: { ...(title === undefined ? {} : { title }), alarms: alarmArns },
  };
}

export function metricWidget(size: Size, graph: Graph): Widget {
  return {
    type: 'metric',
    ...size,
    properties: {
      title: graph.title,
      region: graph.region,
      view: 'timeSeries',
      metrics: graph.metrics.map(metricLine),
      stat: graph.metrics[0]?.statistic ?? 'Sum',
      period: graph.periodSeconds,
      yAxis: { left: { min: 0 } },
      ...(graph.threshold === undefined
        ? {}
        : { annotations: { horizontal: [{ label: 'threshold', value: graph.threshold }] } }),
    },
  };
}

function metricLine({ namespace, name, dimensions, statistic, label }: GraphedMetric): unknown[] {
  const words = Object.entries(dimensions).flat();
  return [namespace, name, ...words, { stat: statistic, ...(label === undefined ? {} : { label }) }];
}

/** A query's result. Its log groups are part of the text here, but not of a saved query. */
export function logWidget(size: Size, { region, title, logGroupName, query }: LogTable): Widget {
  const properties = { title, region, view: 'table', query: `SOURCE '${logGroupName}' | ${query}` };
  return { type: 'log', ...size, properties };
}
