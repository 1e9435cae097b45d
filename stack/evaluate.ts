import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server, ServerCredentials, type ServiceDefinition } from '@grpc/grpc-js';
import engineService from '@pulumi/pulumi/proto/engine_grpc_pb.js';
import monitorService from '@pulumi/pulumi/proto/resource_grpc_pb.js';
import { evaluationAccountId } from './answers/index.ts';
import { createDeclaredStack, type DeclaredStack } from './declared-stack.ts';
import { createEngineService, type EngineLog } from './engine.ts';
import { EvaluationError } from './evaluation-error.ts';
import { createRecordingMonitor, type Recording } from './monitor.ts';
import { readProject, type ProjectSettings } from './project.ts';
import { runProgram } from './runner.ts';

export type { DeclaredStack } from './declared-stack.ts';

/** What to evaluate. */
export interface EvaluateOptions {
  /** Stack name: the `NAME` of `Pulumi.NAME.yaml`. */
  readonly stack: string;
  /** Folder of Pulumi.yaml; this repository's by default. */
  readonly projectFolder?: string;
  /** Settings, by full key, in place of those in the stack's file. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Values, by full key, for settings that the stack leaves unset or empty. */
  readonly fallbackConfig?: Readonly<Record<string, string>>;
}

const repositoryFolder = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * Runs the Pulumi program with a stack's real configuration, as `pulumi up` would, against a monitor that only
 * records, and returns what the program declared. No Pulumi CLI, no AWS account and no network beyond loopback
 * are needed; a few seconds per call, one child process, no global state.
 *
 * @throws EvaluationError when the stack is unknown, its configuration is refused, or the program fails.
 */
export async function evaluateStack(options: EvaluateOptions): Promise<DeclaredStack> {
  const folder = path.resolve(options.projectFolder ?? repositoryFolder);
  const read = await readProject(folder, options.stack, options.config);
  const project = withFallbacks(read, options.fallbackConfig ?? {});
  const region = project.config['aws:region'];
  if (region === undefined) {
    throw new EvaluationError(`Pulumi.${options.stack}.yaml must set "aws:region", for example us-east-1.`);
  }
  const context = { project: project.name, stack: options.stack, region, accountId: evaluationAccountId };
  const recording: Recording = { resources: [], outputs: {} };
  const log: EngineLog = { errors: [], warnings: [] };

  const server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
  server.addService(
    service(monitorService, 'ResourceMonitorService'),
    createRecordingMonitor(context, recording),
  );
  server.addService(service(engineService, 'EngineService'), createEngineService(log));
  const port = await listen(server);
  try {
    const run = await runProgram(folder, options.stack, project, `127.0.0.1:${port}`);
    if (run.exitCode !== 0 || log.errors.length > 0) {
      const reasons = log.errors.length > 0 ? log.errors : [lastLines(run.output, 20)];
      throw new EvaluationError(reasons.map((text) => text.trim()).join('\n'), { programOutput: run.output });
    }
  } finally {
    server.forceShutdown();
  }
  return createDeclaredStack({ ...context, warnings: log.warnings }, recording.resources, recording.outputs);
}

function withFallbacks(
  project: ProjectSettings,
  fallbacks: Readonly<Record<string, string>>,
): ProjectSettings {
  const unset = Object.entries(fallbacks).filter(([key]) => (project.config[key] ?? '') === '');
  return { ...project, config: { ...project.config, ...Object.fromEntries(unset) } };
}

/** The SDK's generated modules are CommonJS without named exports that Node could see ahead of time. */
function service(module: unknown, name: string): ServiceDefinition {
  return (module as Record<string, ServiceDefinition>)[name] as ServiceDefinition;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
