import { describe, expect, it } from 'vitest';
import path from 'node:path';
import { readDeployedPatterns } from '../../replay/deployed-patterns.ts';
import { ReplayError } from '../../replay/replay-error.ts';
import { writeFiles } from '../support/replay/replay-of.ts';

describe('the patterns of a deployed stack', () => {
  it('are read from its outputs, whatever else is there', async () => {
    const folder = await writeFiles({
      'outputs.json': JSON.stringify({ awsRegion: 'us-east-1', metricFilterPatterns: { a: '{ $.b = 1 }' } }),
    });
    expect(await readDeployedPatterns(path.join(folder, 'outputs.json'))).toEqual({ a: '{ $.b = 1 }' });
  });

  it.each([
    ['no JSON', 'junk'],
    ['outputs of something else', '{"url":"https://example.com"}'],
    ['patterns that are no texts', '{"metricFilterPatterns":{"a":1}}'],
  ])('are not guessed from %s', async (_what, text) => {
    const folder = await writeFiles({ 'outputs.json': text });
    const reading = readDeployedPatterns(path.join(folder, 'outputs.json'));
    await expect(reading).rejects.toThrow(ReplayError);
    await expect(reading).rejects.toThrow('there is no metricFilterPatterns in it');
  });

  it('are asked for by name when the file is missing', async () => {
    await expect(readDeployedPatterns('nowhere.json')).rejects.toThrow(
      'No outputs file at nowhere.json: run',
    );
  });
});
