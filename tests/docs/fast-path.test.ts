import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { detections, fastPathOf } from '../../detections/index.ts';

const page = await readFile('docs/fast-path.md', 'utf8');

it('tells of every detection whether it has an event pattern and a fast path, and why not', () => {
  const rows = page
    .split('\n')
    .filter((line) => /^\| `[a-z-]+` +\| (?:yes|no)/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const expected = detections.map((detection) => {
    const answer = fastPathOf(detection);
    const hasPattern =
      detection.scope !== 'log-group' && (answer.possible || answer.kind !== 'inexpressible');
    return [
      `\`${detection.id}\``,
      hasPattern ? 'yes' : 'no',
      answer.possible ? 'yes' : 'no',
      answer.possible ? '' : answer.because,
    ];
  });
  expect(rows.map((cells) => cells.slice(1, 5))).toEqual(expected);
});
