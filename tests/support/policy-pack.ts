import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { Client, credentials, type ServiceDefinition } from '@grpc/grpc-js';
import analyzerService from '@pulumi/pulumi/proto/analyzer_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/analyzer_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import type { Resource } from '../../policies/resource.ts';

/** What the engine shows a user of one violation. */
export interface Diagnostic {
  readonly policy: string;
  readonly message: string;
  readonly urn: string;
  readonly level: 'advisory' | 'mandatory' | 'other';
}

/** A policy pack that runs as the Pulumi CLI runs it. */
export interface RunningPolicyPack {
  policies(): Promise<readonly string[]>;
  /** What the CLI sends at the end of a preview or an update. */
  analyzeStack(resources: readonly Resource[]): Promise<readonly Diagnostic[]>;
  stop(): Promise<void>;
}

const service = (analyzerService as unknown as Record<string, ServiceDefinition>)[
  'AnalyzerService'
] as ServiceDefinition;

/**
 * Starts a pack with the SDK's own runner, as the CLI's `pulumi-analyzer-policy` does: in the pack's folder, with
 * the address of an engine and the stack's configuration, and waits for the port that it prints.
 * @throws Error with what it printed, when it ends instead.
 */
export async function startPolicyPack(
  folder: string,
  config: Readonly<Record<string, string>> = {},
): Promise<RunningPolicyPack> {
  const runner = createRequire(import.meta.url).resolve('@pulumi/pulumi/cmd/run-policy-pack');
  const child = spawn(process.execPath, [runner, '127.0.0.1:1', '.'], {
    cwd: folder,
    env: { ...process.env, PULUMI_CONFIG: JSON.stringify(config) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const printed: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  const port = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('close', (code) =>
      reject(new Error(`the pack ended with code ${String(code)}: ${printed.join('')}`)),
    );
  });
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  const call = <Answer>(method: string, request: unknown): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { path, requestSerialize, responseDeserialize } = service[method] as ServiceDefinition[string];
      client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, (error, answer) =>
        error ? reject(error) : resolve(answer as Answer),
      );
    });
  return {
    policies: async () => {
      const info = await call<messages.AnalyzerInfo>('getAnalyzerInfo', new empty.Empty());
      return info.getPoliciesList().map((policy) => policy.getName());
    },
    analyzeStack: async (resources) => {
      const request = new messages.AnalyzeStackRequest();
      request.setResourcesList(resources.map(toMessage));
      const answer = await call<messages.AnalyzeResponse>('analyzeStack', request);
      return answer.getDiagnosticsList().map(toDiagnostic);
    },
    stop: async () => {
      client.close();
      child.kill();
      await ended;
    },
  };
}

function toMessage({ type, name, urn, properties, parent }: Resource): messages.AnalyzerResource {
  const message = new messages.AnalyzerResource();
  message.setType(type);
  message.setName(name);
  message.setUrn(urn);
  message.setParent(parent ?? '');
  message.setProperties(
    struct.Struct.fromJavaScript(properties as Parameters<typeof struct.Struct.fromJavaScript>[0]),
  );
  message.setOptions(new messages.AnalyzerResourceOptions());
  return message;
}

function toDiagnostic(diagnostic: messages.AnalyzeDiagnostic): Diagnostic {
  const levels = {
    [messages.EnforcementLevel.ADVISORY]: 'advisory',
    [messages.EnforcementLevel.MANDATORY]: 'mandatory',
  } as const;
  return {
    policy: diagnostic.getPolicyname(),
    message: diagnostic.getMessage(),
    urn: diagnostic.getUrn(),
    level: (levels as Record<number, Diagnostic['level']>)[diagnostic.getEnforcementlevel()] ?? 'other',
  };
}
