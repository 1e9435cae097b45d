import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { ProjectSettings } from './project.ts';

export interface ProgramRun {
  readonly exitCode: number;
  /** Standard output and standard error, interleaved as they came. */
  readonly output: string;
}

/**
 * The SDK prints a failure with `util.inspect(error, { colors: true })`. Node 20 loops until the string is too long
 * (50 s of CPU time) when it colours a stack frame such as `node_modules/@pulumi/resource.ts`, which is what the
 * SDK's source maps make of its own frames. Without colours it does not look for module names at all.
 */
const inspectWithoutColors = `data:text/javascript,${encodeURIComponent(
  `import util from 'node:util';
   const { inspect } = util;
   util.inspect = Object.assign(
     (value, options, ...rest) =>
       inspect(value, typeof options === 'object' ? { ...options, colors: false } : options, ...rest),
     inspect,
   );`,
)}`;

/**
 * Runs the program at `folder` as the CLI's Node.js language host does: the SDK's own runner, in a process of
 * its own, with Pulumi.yaml's node arguments and the stack's configuration in the environment.
 * @see https://github.com/pulumi/pulumi/tree/master/sdk/nodejs/cmd/pulumi-language-nodejs
 */
export function runProgram(
  folder: string,
  stack: string,
  project: ProjectSettings,
  address: string,
): Promise<ProgramRun> {
  const runner = createRequire(import.meta.url).resolve('@pulumi/pulumi/cmd/run');
  const child = spawn(
    process.execPath,
    [
      ...project.nodeArgs,
      '--import',
      inspectWithoutColors,
      runner,
      '--organization=organization',
      `--project=${project.name}`,
      `--root-directory=${folder}`,
      `--stack=${stack}`,
      `--pwd=${folder}`,
      `--monitor=${address}`,
      `--engine=${address}`,
      '.',
    ],
    {
      cwd: folder,
      env: {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(project.config),
        PULUMI_CONFIG_SECRET_KEYS: '[]',
        PULUMI_NODEJS_TYPESCRIPT: 'false',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ exitCode: code ?? 1, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}
