import { execFileSync } from 'node:child_process';

import { build, type Plugin } from 'esbuild';
import { expect, it } from 'vitest';

import { youngClosures } from '../../service/young-closures.mjs';

/** What V8 says of a query that nobody has sent yet, of postgres.js bundled as the service is. */
const youngOf = async (plugins: Plugin[]): Promise<unknown> => {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import postgres from 'postgres';
        const query = postgres({ host: 'nowhere.example' })\`select 1\`;
        const isYoung = new Function('value', 'return %InYoungGeneration(value)');
        console.log(JSON.stringify(Object.fromEntries(
          Object.entries({ query, resolve: query.resolve, reject: query.reject })
            .map(([name, value]) => [name, isYoung(value)]))));`,
      resolveDir: '.',
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minifySyntax: true,
    plugins,
  });
  const program = outputFiles[0]?.text ?? '';
  return JSON.parse(
    execFileSync(process.execPath, ['--allow-natives-syntax'], { input: program }).toString(),
  );
};

it('a query and what settles it are collected while young, which they would not be as they are', async () => {
  expect(await youngOf([])).toEqual({ query: true, resolve: false, reject: false });
  expect(await youngOf([youngClosures])).toEqual({ query: true, resolve: true, reject: true });
});
