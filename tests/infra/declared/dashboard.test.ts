import { beforeAll, describe, expect, it } from 'vitest';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import {
  readDashboard,
  type DashboardWidget,
  type MetricWidget,
} from '../../../stack/declared/read-dashboard.ts';
import { readAlarm } from '../../../stack/declared/read-alarm.ts';
import { declaredStack } from '../../support/declared-stack.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const limits = { widgets: 500, metricsOnDashboard: 2500, metricsInWidget: 500, alarmsInWidget: 100 };
/** What the free dashboards of an account may show. @see https://aws.amazon.com/cloudwatch/pricing/ */
const freeMetrics = 50;

const dashboardOf = (stack: DeclaredStack) =>
  stack.resource('aws:cloudwatch/dashboard:Dashboard', 'dashboard-dashboard');
const metricOf = ({ namespace, name, dimensions }: MetricWidget['metrics'][number]): string =>
  [namespace, name, ...Object.entries(dimensions).flat().sort()].join('\n');
/** Those of detections and of the service's health; those of what explains them have their own mail. */
const alarmsOf = (stack: DeclaredStack) =>
  stack
    .ofType('aws:cloudwatch/metricAlarm:MetricAlarm')
    .filter(({ name }) => !['evidence-failed', 'evidence-lost', 'fast-path-late'].includes(name))
    .map(readAlarm);

describe.each(['dev', 'prod', 'monitor'])('the dashboard of %s', (name) => {
  let stack: DeclaredStack;
  let widgets: readonly DashboardWidget[];
  beforeAll(async () => {
    stack = await declaredStack(name);
    widgets = readDashboard(dashboardOf(stack));
  });
  const graphs = () => widgets.filter((widget) => widget.kind === 'metric');

  it('lies within 24 columns, without a widget over another', () => {
    const taken = new Map<string, number>();
    widgets.forEach(({ x, y, width, height }, index) => {
      expect(x + width).toBeLessThanOrEqual(24);
      for (let column = x; column < x + width; column++) {
        for (let row = y; row < y + height; row++) {
          expect(taken.get(`${column} ${row}`), `widget ${index} over`).toBeUndefined();
          taken.set(`${column} ${row}`, index);
        }
      }
    });
    expect(taken.size).toBeGreaterThan(500);
  });

  it("stays within CloudWatch's limits, and within the metrics of a free dashboard", () => {
    const metrics = new Set(graphs().flatMap((graph) => graph.metrics.map(metricOf)));
    const states = widgets.filter((widget) => widget.kind === 'alarm');
    expect(widgets.length).toBeLessThanOrEqual(limits.widgets);
    expect(metrics.size).toBeLessThanOrEqual(Math.min(freeMetrics, limits.metricsOnDashboard));
    expect(Math.max(...graphs().map((graph) => graph.metrics.length))).toBeLessThanOrEqual(
      limits.metricsInWidget,
    );
    expect(Math.max(...states.map(({ alarmArns }) => alarmArns.length))).toBeLessThanOrEqual(
      limits.alarmsInWidget,
    );
  });

  it("shows each alarm's metric with its statistic and threshold, and its state below", () => {
    const shown = graphs().flatMap((graph) => {
      const [metric] = graph.metrics;
      const below = widgets.find(
        (widget) => widget.kind === 'alarm' && widget.x === graph.x && widget.y === graph.y + graph.height,
      );
      if (metric === undefined || below?.kind !== 'alarm') return [];
      return [[below.alarmArns, metricOf(metric), metric.statistic, metric.periodSeconds, graph.thresholds]];
    });
    const expected = alarmsOf(stack).map((alarm) => [
      [alarm.alarmArn],
      metricOf({
        namespace: alarm.namespace,
        name: alarm.metricName,
        dimensions: alarm.dimensions ?? {},
      } as MetricWidget['metrics'][number]),
      alarm.statistic,
      Math.max(60, alarm.period),
      [{ label: 'threshold', value: alarm.threshold }],
    ]);
    expect(shown).toHaveLength(expected.length);
    expect(shown).toEqual(expect.arrayContaining(expected));
  });

  it('shows the state of every alarm on top, by ARN, in the order they are told in', () => {
    const [detections, health] = widgets.filter((widget) => widget.kind === 'alarm');
    const onTop = [detections, ...(name === 'monitor' ? [] : [health])].flatMap(
      (widget) => widget?.alarmArns ?? [],
    );
    const arnOf = new Map(alarmsOf(stack).map(({ alarmName, alarmArn }) => [alarmName, alarmArn]));
    expect(onTop).toEqual(
      (stack.outputs['alarmNames'] as string[]).flatMap((alarm) => arnOf.get(alarm) ?? []),
    );
    expect(onTop).toHaveLength(arnOf.size);
  });

  it("heads each alarm's graph with what to do first", () => {
    const texts = widgets.flatMap((widget) => (widget.kind === 'text' ? widget.markdown : []));
    for (const { alarmDescription = '' } of alarmsOf(stack)) {
      const [, severity = '', title = '', firstStep = ''] =
        /^\[(\w+)\] (.*)\n.*\n1\. (.*)/.exec(alarmDescription) ?? [];
      const heads = texts.filter(
        (text) => text.startsWith(`### ${title}`) && text.endsWith(`**${severity}**, first: ${firstStep}`),
      );
      expect(heads, title).not.toEqual([]);
    }
  });

  it('has the text of the saved queries in its tables', () => {
    const saved = stack
      .ofType('aws:cloudwatch/queryDefinition:QueryDefinition')
      .map(({ inputs }) => [inputs['queryString'], inputs['logGroupNames']]);
    const tables = widgets.filter((widget) => widget.kind === 'log');
    expect(tables.map(({ title }) => title)).toEqual([
      'Latest KMS errors: who, from where, which error',
      ...(name === 'monitor' ? [] : ['Clients behind KMS calls']),
    ]);
    for (const { query, logGroupNames } of tables) expect(saved).toContainEqual([query, logGroupNames]);
  });
});

it.each(['dev', 'prod'])('is in %s as written down for review', async (name) => {
  const { dashboardName, dashboardBody } = dashboardOf(await declaredStack(name)).inputs;
  const { widgets, ...head } = JSON.parse(String(dashboardBody)) as { widgets: readonly object[] };
  expect(dashboardName).toBe(`keywatch-${name}-dashboard`);
  const lines = [head, ...widgets].map((line) => JSON.stringify(line));
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../../fixtures/dashboard/${name}.jsonl`);
});

it('shows KMS calls, errors and durations, load, speed, tasks and database beside the alarms', async () => {
  const titles = (widgets: readonly DashboardWidget[]) =>
    widgets.flatMap((widget) => (widget.kind === 'metric' ? widget.title : []));
  const ofService = [
    'KMS calls of the service in a minute',
    'KMS errors of the service in a minute',
    'Duration of KMS calls in milliseconds',
    'Requests in a minute',
    'Latency in seconds',
    'Tasks that take requests',
    'CPU and memory of the tasks in percent',
    'Database connections',
    'Database latency in seconds',
  ];
  const prod = titles(readDashboard(dashboardOf(await declaredStack('prod'))));
  const monitor = titles(readDashboard(dashboardOf(await declaredStack('monitor'))));
  expect(prod).toEqual(expect.arrayContaining(ofService));
  expect(monitor.filter((title) => ofService.includes(title))).toEqual([]);
});
