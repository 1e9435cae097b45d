import { createServer, type IncomingMessage } from 'node:http';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { evaluateStack } from '../../stack/evaluate.ts';
import type { DeclaredStack } from '../../stack/declared-stack.ts';
import { EvaluationError } from '../../stack/evaluation-error.ts';
import { refusedStatus, type EvaluationRequest } from './evaluation-request.ts';

interface TestProject {
  provide(key: 'evaluationServerUrl', value: string): void;
  onTestsRerun(listener: () => void): void;
}

/**
 * Vitest's global setup: a loopback server that evaluates the program when a test first asks for a stack and
 * answers every further one from memory, so that a run evaluates each stack once however many files, and commands
 * that they start, use it, and a run that uses none evaluates none.
 */
export default async function startEvaluationServer(project: TestProject): Promise<() => Promise<void>> {
  const evaluations = new Map<string, Promise<DeclaredStack>>();
  project.onTestsRerun(() => {
    evaluations.clear();
  });
  const server = createServer((request, response) => {
    void readText(request).then(async (text) => {
      const evaluation = evaluations.get(text) ?? evaluate(JSON.parse(text) as EvaluationRequest);
      evaluations.set(text, evaluation);
      const [status, body] = await evaluation.then(
        (stack) => [200, JSON.stringify(stack)] as const,
        (error: unknown) =>
          [error instanceof EvaluationError ? refusedStatus : 500, describe(error)] as const,
      );
      response.writeHead(status).end(body);
    });
  });
  // A test that computes for seconds can't see meanwhile that an idle connection was closed, and would ask over it.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  project.provide('evaluationServerUrl', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return () =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function evaluate({ fileConfig, ...options }: EvaluationRequest): Promise<DeclaredStack> {
  if (fileConfig === undefined) return evaluateStack(options);
  const projectFolder = await createProjectFolder(options.stack, fileConfig);
  try {
    return await evaluateStack({ ...options, projectFolder });
  } finally {
    await rm(projectFolder, { recursive: true });
  }
}

/** The project with one stack that the repository doesn't have: everything else is linked. */
async function createProjectFolder(stack: string, config: object): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'keywatch-project-'));
  const entries = (await readdir('.')).filter((name) => !/^Pulumi\..+\.yaml$/.test(name));
  await Promise.all(entries.map((name) => symlink(path.resolve(name), path.join(folder, name))));
  await writeFile(path.join(folder, `Pulumi.${stack}.yaml`), JSON.stringify({ config }));
  return folder;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
