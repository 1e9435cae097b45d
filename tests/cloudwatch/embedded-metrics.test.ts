import { describe, expect, it } from 'vitest';
import { embeddedSamplesOf } from '../../cloudwatch/embedded-metrics.ts';

const atMs = Date.UTC(2026, 10, 21, 12, 0, 0);
const directive = {
  Namespace: 'N',
  Dimensions: [['Operation']],
  Metrics: [{ Name: 'Calls', Unit: 'Count' }, { Name: 'Duration' }],
};
const event = {
  _aws: { Timestamp: atMs, CloudWatchMetrics: [directive] },
  Operation: 'Decrypt',
  Calls: 2,
  Duration: [1.5, 3],
};
const samplesOf = (changed: object) =>
  embeddedSamplesOf({ message: JSON.stringify({ ...event, ...changed }) });
const withDirective = (changed: object) =>
  samplesOf({ _aws: { Timestamp: atMs, CloudWatchMetrics: [{ ...directive, ...changed }] } });

describe('the embedded metric format', () => {
  it('yields each value of each metric with its dimensions, at its own time', () => {
    const sample = { namespace: 'N', dimensions: { Operation: 'Decrypt' }, timestampMs: atMs };
    expect(samplesOf({})).toEqual([
      { ...sample, name: 'Calls', value: 2, unit: 'Count' },
      { ...sample, name: 'Duration', value: 1.5, unit: 'None' },
      { ...sample, name: 'Duration', value: 3, unit: 'None' },
    ]);
  });

  it('yields a metric once for each set of dimensions', () => {
    const samples = withDirective({ Dimensions: [[], ['Operation']], Metrics: [{ Name: 'Calls' }] });
    expect(samples.map(({ dimensions }) => dimensions)).toEqual([{}, { Operation: 'Decrypt' }]);
  });

  it.each([
    ['a metric that is no number', { Calls: 'two' }],
    ['a metric that is missing', { Calls: undefined }],
    ['a metric of more than a hundred values', { Calls: Array.from({ length: 101 }, () => 1) }],
  ])('leaves out %s, and it alone', (_what, changed) => {
    expect(samplesOf(changed).map(({ name }) => name)).toEqual(['Duration', 'Duration']);
    expect(samplesOf({ Calls: Array.from({ length: 100 }, () => 1) })).toHaveLength(102);
  });

  it.each([
    ['no head', { _aws: undefined }],
    ['a head without a time', { _aws: { CloudWatchMetrics: [directive] } }],
    ['a head without directives', { _aws: { Timestamp: atMs } }],
    ['a directive that is none', { _aws: { Timestamp: atMs, CloudWatchMetrics: [1] } }],
    ['a dimension that is missing', { Operation: undefined }],
    ['a dimension that is no text', { Operation: 1 }],
  ])('yields nothing of an event with %s', (_what, changed) => {
    expect(samplesOf(changed)).toEqual([]);
    expect(samplesOf({})).toHaveLength(3);
  });

  it.each([
    { Namespace: 1 },
    { Dimensions: ['Operation'] },
    { Dimensions: [[1]] },
    { Metrics: {} },
    { Metrics: [{}] },
  ])('yields nothing of the directive %j', (changed) => {
    expect(withDirective(changed)).toEqual([]);
  });

  it.each(['"_aws"', '{"_aws":', '[{"_aws":{}}]', 'text with "_aws" in it'])(
    'yields nothing of %s',
    (message) => {
      expect(embeddedSamplesOf({ message })).toEqual([]);
    },
  );
});
