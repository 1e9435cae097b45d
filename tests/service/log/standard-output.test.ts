import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { expect, it } from 'vitest';

/** Runs statements in a process with an `output` of its own. What it wrote, in the pieces that arrived, and how it ended. */
const run = async (statements: string, read = true) => {
  const program = `
    const { openStandardOutput } = await import('./service/log/standard-output.ts');
    const output = openStandardOutput();
    ${statements}`;
  const child = spawn(process.execPath, ['--import', 'tsx/esm', '--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pieces: string[] = [];
  const errors: string[] = [];
  if (read) child.stdout.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
  else child.stdout.destroy();
  child.stderr.setEncoding('utf8').on('data', (piece: string) => errors.push(piece));
  const [code] = (await once(child, 'close')) as [number];
  return { pieces, code, errors: errors.join('') };
};

it('writes the lines of one turn together, and without waiting for those of another', async () => {
  const { pieces, code } = await run(`
    output.write('one\\n');
    queueMicrotask(() => output.write('two\\n'));
    setTimeout(() => output.write('three\\n'), 200);
  `);
  expect(pieces).toEqual(['one\ntwo\n', 'three\n']);
  expect(code).toBe(0);
});

it.each([
  ['ends itself', 'process.exit(3)', 3],
  ['ends by a fault', "process.on('uncaughtException', () => process.exit(4)); throw new Error()", 4],
])('loses nothing when the process %s', async (_, end, code) => {
  expect(await run(`output.write('last\\n'); ${end};`)).toMatchObject({ pieces: ['last\n'], code });
});

it('writes each line once and whole, however much one turn says', async () => {
  const { pieces } = await run(`
    for (let n = 0; n < 2_000; n += 1) output.write(\`\${n} \${'ü'.repeat(n % 90)}\\n\`);
  `);
  const expected = Array.from({ length: 2_000 }, (_, n) => `${n} ${'ü'.repeat(n % 90)}\n`);
  expect(pieces.join('')).toBe(expected.join(''));
});

it('goes on in silence when nobody reads any more', async () => {
  const { code, errors } = await run(
    `
    setInterval(() => output.write('unread\\n'), 20).unref();
    setTimeout(() => process.exit(5), 400);
    `,
    false,
  );
  expect({ code, errors }).toEqual({ code: 5, errors: '' });
});
