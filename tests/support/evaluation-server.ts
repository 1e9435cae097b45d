import { createServer, type IncomingMessage } from 'node:http';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { evaluateStack } from '../../stack/evaluate.ts';
import type { DeclaredStack } from '../../stack/declared-stack.ts';
import type { EvaluationRequest } from './declared-stack.ts';

interface TestProject {
  provide(key: 'evaluationServerUrl', value: string): void;
  onTestsRerun(listener: () => void): void;
}

/**
 * Vitest's global setup: a loopback server that evaluates the program when a test first asks for a stack and
 * answers every further one from memory, so that a run evaluates each stack once however many files use it,
 * and a run that uses none evaluates none.
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
        (error: unknown) => [500, error instanceof Error ? error.message : String(error)] as const,
      );
      response.writeHead(status).end(body);
    });
  });
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

async function evaluate({ stack, config }: EvaluationRequest): Promise<DeclaredStack> {
  if (config === undefined) return evaluateStack({ stack });
  const projectFolder = await createProjectFolder(stack, config);
  try {
    return await evaluateStack({ stack, projectFolder });
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
