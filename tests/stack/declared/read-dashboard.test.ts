import { describe, expect, it } from 'vitest';
import type { DeclaredResource } from '../../../stack/declared-stack.ts';
import { readDashboard } from '../../../stack/declared/read-dashboard.ts';
import { declaredStack } from '../../support/declared-stack.ts';

const place = { x: 0, y: 0, width: 8, height: 6 };
const graph = { title: 'T', region: 'eu-west-1', stat: 'Sum', period: 60, metrics: [['N', 'M']] };

const dashboardOf = (dashboardBody: unknown): DeclaredResource => ({
  type: 'aws:cloudwatch/dashboard:Dashboard',
  name: 'd',
  urn: '',
  id: '',
  inputs: {},
  outputs: { dashboardBody },
  parent: undefined,
  options: {} as DeclaredResource['options'],
});
const read = (...widgets: unknown[]) => readDashboard(dashboardOf(JSON.stringify({ widgets })));
const readMetrics = (metrics: unknown) =>
  read({ type: 'metric', ...place, properties: { ...graph, metrics } });

it('reads graphs with dimensions, statistics, periods, labels and thresholds', () => {
  const properties = {
    ...graph,
    metrics: [
      ['N', 'M'],
      ['AWS/X', 'Y', 'A', '1', 'B', '2', { stat: 'p99', period: 300, label: 'L', color: '#ff0000' }],
    ],
    annotations: { horizontal: [{ label: 'threshold', value: 5 }] },
  };
  expect(read({ type: 'metric', ...place, properties })).toEqual([
    {
      kind: 'metric',
      ...place,
      title: 'T',
      metrics: [
        { namespace: 'N', name: 'M', dimensions: {}, statistic: 'Sum', periodSeconds: 60, label: undefined },
        {
          namespace: 'AWS/X',
          name: 'Y',
          dimensions: { A: '1', B: '2' },
          statistic: 'p99',
          periodSeconds: 300,
          label: 'L',
        },
      ],
      thresholds: [{ label: 'threshold', value: 5 }],
    },
  ]);
});

it('reads alarms, tables and texts', () => {
  expect(
    read(
      { type: 'alarm', ...place, properties: { alarms: ['arn:1', 'arn:2'] } },
      { type: 'alarm', ...place, properties: { title: 'All', alarms: [] } },
      {
        type: 'log',
        ...place,
        properties: { title: 'L', query: "SOURCE 'a/b' | SOURCE 'c' | fields @message\n| limit 1" },
      },
      { type: 'text', ...place, properties: { markdown: '# Head' } },
    ),
  ).toEqual([
    { kind: 'alarm', ...place, title: undefined, alarmArns: ['arn:1', 'arn:2'] },
    { kind: 'alarm', ...place, title: 'All', alarmArns: [] },
    {
      kind: 'log',
      ...place,
      title: 'L',
      logGroupNames: ['a/b', 'c'],
      query: 'fields @message\n| limit 1',
    },
    { kind: 'text', ...place, markdown: '# Head' },
  ]);
});

it('takes a word with dots at its ends for a word', () => {
  expect(readMetrics([['.N', 'M.', 'A', '..1..']])).toMatchObject([
    { metrics: [{ namespace: '.N', name: 'M.', dimensions: { A: '..1..' } }] },
  ]);
});

it('reads no thresholds from annotations that have none', () => {
  const properties = { ...graph, annotations: {} };
  expect(read({ type: 'metric', ...place, properties })).toMatchObject([{ thresholds: [] }]);
});

it('reads no widgets from a dashboard that has none', () => {
  expect(read()).toEqual([]);
});

describe('what it can not read', () => {
  const where = 'aws:cloudwatch/dashboard:Dashboard "d"';
  const metric = (properties: object) => () => read({ type: 'metric', ...place, properties });

  it.each([
    [
      'a body that is no JSON',
      () => readDashboard(dashboardOf('{')),
      'dashboardBody is "{"; it must be a JSON',
    ],
    [
      'a body without widgets',
      () => readDashboard(dashboardOf('{}')),
      'dashboardBody has no list of widgets.',
    ],
    ['a body of null', () => readDashboard(dashboardOf('null')), 'dashboardBody has no list of widgets.'],
    ['a widget that is a list', () => read([]), ', widget 1 has [] where an object belongs.'],
    ['a widget of null', () => read(null), ', widget 1 has null where an object belongs.'],
    [
      'annotations that are a list',
      metric({ ...graph, annotations: [] }),
      ', widget 1, annotations, has [] where an object belongs.',
    ],
    [
      'options of a metric that are a list',
      () => readMetrics([['N', 'M', []]]),
      ', widget 1, the options of a metric, has [] where an object belongs.',
    ],
    ['metrics that are no list', () => readMetrics('N'), 'has "N" metrics; it must be a list.'],
    ['a word that is a number', () => readMetrics([['N', 1]]), 'has 1 metrics; it must be a text.'],
    [
      'an unknown type',
      () => read({ type: 'explorer', ...place, properties: {} }),
      ', widget 1 is of type explorer; metric, alarm, log and text can be read.',
    ],
    [
      'a widget without a place',
      () => read({ type: 'text', properties: { markdown: '' } }),
      ', widget 1 has no x; it must be a number.',
    ],
    [
      'a widget without properties',
      () => read({ type: 'text', ...place }),
      ', widget 1 has undefined where an object belongs.',
    ],
    [
      'the second of two',
      () => read({ type: 'text', ...place, properties: { markdown: '' } }, 7),
      ', widget 2 has 7 where an object belongs.',
    ],
    [
      'a graph without a period',
      metric({ ...graph, period: undefined }),
      'has no period; it must be a number.',
    ],
    ['a metric that is no list', () => readMetrics(['N']), 'has a metric that is no list.'],
    ['half a dimension', () => readMetrics([['N', 'M', 'A']]), 'has the metric ["N","M","A"]; it takes'],
    ['a metric without a name', () => readMetrics([['N']]), 'has the metric ["N"]; it takes'],
    [
      'shorthand',
      () =>
        readMetrics([
          ['N', 'M'],
          ['.', 'O'],
        ]),
      'has the metric [".","O"], whose shorthand is not read.',
    ],
    [
      'metric math',
      () => readMetrics([[{ expression: 'm1 / m2' }]]),
      'has the metric math "m1 / m2", which is not read.',
    ],
    [
      'a threshold that is no number',
      metric({ ...graph, annotations: { horizontal: [{ label: 'l', value: '5' }] } }),
      ', a horizontal annotation, has "5" value; it must be a number.',
    ],
    [
      'an alarm that is no text',
      () => read({ type: 'alarm', ...place, properties: { alarms: [1] } }),
      'has 1 alarms; it must be a text.',
    ],
    [
      'a query without log groups',
      () => read({ type: 'log', ...place, properties: { title: 'L', query: 'fields @message' } }),
      'has a query that does not begin with its log groups.',
    ],
    [
      'a query with log groups behind its beginning',
      () =>
        read({ type: 'log', ...place, properties: { title: 'L', query: "fields a | SOURCE 'b' | limit 1" } }),
      'has a query that does not begin with its log groups.',
    ],
    [
      'a query of a log group without a name',
      () => read({ type: 'log', ...place, properties: { title: 'L', query: "SOURCE '' | limit 1" } }),
      'has a query that does not begin with its log groups.',
    ],
  ])('is refused with a sentence: %s', (_, readIt, sentence) => {
    expect(readIt).toThrow(sentence);
    expect(readIt).toThrow(where);
  });
});

it.each(['dev', 'prod', 'monitor'])('reads all that %s declares', async (stack) => {
  const dashboard = (await declaredStack(stack)).resource(
    'aws:cloudwatch/dashboard:Dashboard',
    'dashboard-dashboard',
  );
  const { widgets } = JSON.parse(String(dashboard.outputs['dashboardBody'])) as { widgets: unknown[] };
  const kinds = readDashboard(dashboard).map(({ kind }) => kind);
  expect(kinds).toHaveLength(widgets.length);
  expect([...new Set(kinds)].sort()).toEqual(['alarm', 'log', 'metric', 'text']);
});
