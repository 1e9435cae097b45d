import type { DeclaredResource } from '../declared-stack.ts';
import { DeclarationError, propertiesOf } from './properties.ts';

/** What a dashboard shows, and where on CloudWatch's grid of 24 columns. */
export type DashboardWidget = MetricWidget | AlarmWidget | LogWidget | TextWidget;

export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Graphs of metrics over time. */
export interface MetricWidget extends Placed {
  readonly kind: 'metric';
  readonly title: string;
  readonly metrics: readonly DashboardMetric[];
  /** Horizontal lines. */
  readonly thresholds: readonly { readonly label: string; readonly value: number }[];
}

/** One line of a graph. */
export interface DashboardMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** CloudWatch's word: `Sum`, `Average`, `p99`. */
  readonly statistic: string;
  readonly periodSeconds: number;
  /** What the line is called; `undefined`: as its metric is. */
  readonly label: string | undefined;
}

/** The states of alarms. */
export interface AlarmWidget extends Placed {
  readonly kind: 'alarm';
  readonly title: string | undefined;
  readonly alarmArns: readonly string[];
}

/** What a query of CloudWatch Logs Insights finds, as a table. */
export interface LogWidget extends Placed {
  readonly kind: 'log';
  readonly title: string;
  readonly logGroupNames: readonly string[];
  /** Without the log groups it begins with. */
  readonly query: string;
}

export interface TextWidget extends Placed {
  readonly kind: 'text';
  readonly markdown: string;
}

/**
 * The widgets of a declared `aws.cloudwatch.Dashboard`, in their order. Reads as much of the language as the program
 * writes: no metric math, no shorthand, no variables.
 * @throws DeclarationError for a widget that it can't read.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function readDashboard(resource: DeclaredResource): DashboardWidget[] {
  const body = propertiesOf(resource).json('dashboardBody');
  const { widgets } = (body ?? {}) as { readonly widgets?: unknown };
  if (!Array.isArray(widgets)) {
    throw new DeclarationError(`${nameOf(resource)}: dashboardBody has no list of widgets.`);
  }
  return widgets.map((widget, index) => readWidget(widget, `${nameOf(resource)}, widget ${index + 1}`));
}

function readWidget(widget: unknown, where: string): DashboardWidget {
  const outer = readerOf(widget, where);
  const inner = readerOf(outer.value('properties'), where);
  const placed: Placed = {
    x: outer.number('x'),
    y: outer.number('y'),
    width: outer.number('width'),
    height: outer.number('height'),
  };
  const type = outer.text('type');
  switch (type) {
    case 'metric':
      return { kind: type, ...placed, ...readGraph(inner) };
    case 'alarm':
      return {
        kind: type,
        ...placed,
        title: inner.optionalText('title'),
        alarmArns: inner.list('alarms').map((arn) => inner.asText(arn, 'alarms')),
      };
    case 'log':
      return { kind: type, ...placed, title: inner.text('title'), ...readQuery(inner) };
    case 'text':
      return { kind: type, ...placed, markdown: inner.text('markdown') };
    default:
      return inner.refuse(`is of type ${type}; metric, alarm, log and text can be read`);
  }
}

function readGraph(graph: Reader): Pick<MetricWidget, 'title' | 'metrics' | 'thresholds'> {
  const defaults = { stat: graph.text('stat'), period: graph.number('period') };
  const annotations = graph.value('annotations');
  const horizontal =
    annotations === undefined ? [] : graph.inside(annotations, 'annotations').list('horizontal');
  return {
    title: graph.text('title'),
    metrics: graph.list('metrics').map((metric) => readMetric(metric, graph, defaults)),
    thresholds: horizontal.map((each) => {
      const line = graph.inside(each, 'a horizontal annotation');
      return { label: line.text('label'), value: line.number('value') };
    }),
  };
}

/** Namespace, name, then names and values of dimensions in turn, then perhaps an object with options. */
function readMetric(
  metric: unknown,
  graph: Reader,
  defaults: { readonly stat: string; readonly period: number },
): DashboardMetric {
  if (!Array.isArray(metric)) return graph.refuse('has a metric that is no list');
  const isOptions = (item: unknown): boolean => typeof item === 'object';
  const last: unknown = metric.at(-1);
  const options = graph.inside(isOptions(last) ? last : {}, 'the options of a metric');
  const expression = options.optionalText('expression');
  if (expression !== undefined) return graph.refuse(`has the metric math "${expression}", which is not read`);
  const words = (isOptions(last) ? metric.slice(0, -1) : metric).map((word) => graph.asText(word, 'metrics'));
  const [namespace, name, ...dimensions] = words;
  if (namespace === undefined || name === undefined || dimensions.length % 2 === 1) {
    return graph.refuse(
      `has the metric ${JSON.stringify(metric)}; it takes namespace, name and pairs of dimensions`,
    );
  }
  if (words.some((word) => /^\.+$/.test(word))) {
    return graph.refuse(`has the metric ${JSON.stringify(metric)}, whose shorthand is not read`);
  }
  return {
    namespace,
    name,
    dimensions: pairs(dimensions),
    statistic: options.optionalText('stat') ?? defaults.stat,
    periodSeconds: options.value('period') === undefined ? defaults.period : options.number('period'),
    label: options.optionalText('label'),
  };
}

function pairs(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? '']] : [])),
  );
}

/** `SOURCE 'group' | SOURCE 'group' | query` */
function readQuery(log: Reader): Pick<LogWidget, 'logGroupNames' | 'query'> {
  const text = log.text('query');
  const sources = /^(?:SOURCE '[^']+' \| )+/.exec(text)?.[0];
  if (sources === undefined) return log.refuse('has a query that does not begin with its log groups');
  const logGroupNames = [...sources.matchAll(/'([^']+)'/g)].map(([, group = '']) => group);
  return { logGroupNames, query: text.slice(sources.length) };
}

/** Reads members of an object with a check of their type. */
interface Reader {
  value(member: string): unknown;
  text(member: string): string;
  optionalText(member: string): string | undefined;
  number(member: string): number;
  list(member: string): readonly unknown[];
  asText(value: unknown, member: string): string;
  inside(value: unknown, what: string): Reader;
  /** @throws DeclarationError always. */
  refuse(sentence: string): never;
}

function readerOf(object: unknown, where: string): Reader {
  const refuse = (sentence: string): never => {
    throw new DeclarationError(`${where} ${sentence}.`);
  };
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    return refuse(`has ${JSON.stringify(object)} where an object belongs`);
  }
  const value = (member: string): unknown => (object as Record<string, unknown>)[member];
  const fail = (member: string, found: unknown, wanted: string): never =>
    refuse(`has ${found === undefined ? 'no' : JSON.stringify(found)} ${member}; it must be ${wanted}`);
  const asText = (found: unknown, member: string): string =>
    typeof found === 'string' ? found : fail(member, found, 'a text');
  return {
    value,
    asText,
    refuse,
    text: (member) => asText(value(member), member),
    optionalText: (member) => (value(member) === undefined ? undefined : asText(value(member), member)),
    number(member) {
      const found = value(member);
      return typeof found === 'number' ? found : fail(member, found, 'a number');
    },
    list(member) {
      const found = value(member) ?? [];
      return Array.isArray(found) ? (found as unknown[]) : fail(member, found, 'a list');
    },
    inside: (inner, what) => readerOf(inner, `${where}, ${what},`),
  };
}

function nameOf(resource: DeclaredResource): string {
  return `${resource.type} "${resource.name}"`;
}
