import { expect, it } from 'vitest';
import { parseDeployedPatterns } from '../../replay/deployed-patterns.ts';
import { OutputsFileError } from '../../stack/outputs-file.ts';

it('reads the patterns of a deployed stack from its outputs, whatever else is there', () => {
  const outputs = { awsRegion: 'us-east-1', metricFilterPatterns: { a: '{ $.b = 1 }' } };
  expect(parseDeployedPatterns(outputs, 'o.json')).toEqual({ a: '{ $.b = 1 }' });
});

it.each([
  ['outputs of something else', { url: 'https://example.com' }],
  ['patterns that are no texts', { metricFilterPatterns: { a: 1 } }],
])('guesses no patterns from %s', (_what, outputs) => {
  const attempt = () => parseDeployedPatterns(outputs, 'o.json');
  expect(attempt).toThrow(OutputsFileError);
  expect(attempt).toThrow('metricFilterPatterns');
});
