import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { ProjectSettings } from './project.ts';

export interface ProgramRun {
  readonly exitCode: number;
  /** Standard output and standard error, interleaved as they came. */
  readonly output: string;
}

const preload = new URL('program-preload.mjs', import.meta.url).href;

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
      preload,
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
        no_grpc_proxy: hostsWithoutProxy(address),
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

/**
 * The hosts that gRPC reaches without a proxy: the monitor's, and those that the environment names already. A proxy
 * can't reach this machine's loopback, and gRPC makes no exception for it.
 * @see https://github.com/grpc/grpc/blob/master/doc/environment_variables.md
 */
function hostsWithoutProxy(address: string): string {
  const { no_grpc_proxy: ofGrpc, no_proxy: ofAll } = process.env;
  const monitorHost = address.slice(0, address.lastIndexOf(':'));
  // gRPC reads `no_proxy` only where `no_grpc_proxy` is unset or empty.
  return [ofGrpc || ofAll, monitorHost].filter(Boolean).join(',');
}
