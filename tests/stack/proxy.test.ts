import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { evaluateStack } from '../../stack/evaluate.ts';
import { runProgram } from '../../stack/runner.ts';

const proxies = ['grpc_proxy', 'https_proxy', 'http_proxy'];
const exceptions = ['no_grpc_proxy', 'no_proxy'];
const folder = fileURLToPath(new URL('../fixtures/programs/small', import.meta.url));

beforeEach(() => {
  for (const variable of [...proxies, ...exceptions]) vi.stubEnv(variable, undefined);
  return () => vi.unstubAllEnvs();
});

describe('the program of a stack', () => {
  it('reaches the monitor on this machine, whatever proxy the network has', async () => {
    for (const variable of proxies) vi.stubEnv(variable, 'http://127.0.0.1:9');
    vi.stubEnv('no_proxy', 'intranet.example');
    const { resources } = await evaluateStack({ stack: 'one', projectFolder: folder });
    expect(resources).toHaveLength(4);
  });

  it.each<[Record<string, string>, string]>([
    [{}, '127.0.0.1'],
    [{ no_proxy: 'intranet.example,.local' }, 'intranet.example,.local,127.0.0.1'],
    [{ no_grpc_proxy: 'grpc.example', no_proxy: 'intranet.example' }, 'grpc.example,127.0.0.1'],
    [{ no_grpc_proxy: '', no_proxy: 'intranet.example' }, 'intranet.example,127.0.0.1'],
  ])('keeps the exceptions %o of the environment', async (environment, expected) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const print = 'process.stdout.write(process.env.no_grpc_proxy); process.exit(0)';
    const nodeArgs = ['--import', `data:text/javascript,${encodeURIComponent(print)}`];
    const project = { name: 'small', nodeArgs, config: {} };
    const run = await runProgram(folder, 'one', project, '127.0.0.1:1');
    expect(run).toEqual({ exitCode: 0, output: expected });
  });
});
