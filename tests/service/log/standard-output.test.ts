import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { expect, it } from 'vitest';

/** Starts a process that has an `output` and runs statements. */
const start = (statements: string) => {
  const program = `
    const { openStandardOutput } = await import('./service/log/standard-output.ts');
    const output = openStandardOutput(({ code }) => process.exit(code === 'EPIPE' ? 6 : 7));
    ${statements}`;
  const child = spawn(process.execPath, ['--import', 'tsx/esm', '--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8');
  return child;
};

/** All it wrote, and how it ended. */
const run = async (statements: string) => {
  const child = start(statements);
  const pieces: string[] = [];
  child.stdout.on('data', (piece: string) => pieces.push(piece));
  const [code] = (await once(child, 'close')) as [number];
  return { said: pieces.join(''), code };
};

it('writes the lines of one turn together, at its end', async () => {
  const child = start(`
    output.write('one\\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    queueMicrotask(() => output.write('two\\n'));
    setInterval(() => undefined, 60_000);
  `);
  const [piece] = (await once(child.stdout, 'data')) as [string];
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(piece).toBe('one\ntwo\n');
});

it.each([
  ['ends itself', 'process.exit(3)', 3],
  ['ends by a fault', "process.on('uncaughtException', () => process.exit(4)); throw new Error()", 4],
])('loses nothing when the process %s', async (_, end, code) => {
  expect(await run(`output.write('last\\n'); ${end};`)).toEqual({ said: 'last\n', code });
});

it('writes each line once and whole, however much one turn says', async () => {
  const { said } = await run(`
    for (let n = 0; n < 2_000; n += 1) output.write(\`\${n} \${'ü'.repeat(n % 90)}\\n\`);
  `);
  const expected = Array.from({ length: 2_000 }, (_, n) => `${n} ${'ü'.repeat(n % 90)}\n`);
  expect(said).toBe(expected.join(''));
});

it('tells when nobody reads any more', async () => {
  const child = start(`setInterval(() => output.write('unread\\n'), 20);`);
  child.stdout.destroy();
  const errors: string[] = [];
  child.stderr.on('data', (piece: string) => errors.push(piece));
  const [code] = (await once(child, 'close')) as [number];
  expect({ code, errors: errors.join('') }).toEqual({ code: 6, errors: '' });
});
