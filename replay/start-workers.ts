import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

/**
 * Starts threads that run a TypeScript file. They don't inherit the loader of this one; registering it takes each
 * of them over a second, bundling for all of them a twentieth of one.
 */
export async function startWorkers(
  file: URL,
  count: number,
  workerData: unknown,
): Promise<readonly Worker[]> {
  if (count < 1) return [];
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(file)],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  const code = outputFiles[0]?.text ?? '';
  return Array.from({ length: count }, () => new Worker(code, { eval: true, execArgv: [], workerData }));
}
