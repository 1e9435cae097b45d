import { inject } from 'vitest';
import { createDeclaredStack, type DeclaredStack } from '../../stack/declared-stack.ts';
import type { EvaluationRequest } from './evaluation-request.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    evaluationServerUrl: string;
  }
}

/**
 * What the program declares for a stack, evaluated once in a test run.
 * @throws Error with the evaluation's own message when it fails.
 */
export async function declaredStack(
  stack: string,
  fileConfig?: EvaluationRequest['fileConfig'],
): Promise<DeclaredStack> {
  const request: EvaluationRequest = { stack, ...(fileConfig === undefined ? {} : { fileConfig }) };
  const response = await fetch(inject('evaluationServerUrl'), {
    method: 'POST',
    body: JSON.stringify(request),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(body);
  const declared = JSON.parse(body) as DeclaredStack;
  return createDeclaredStack(declared, declared.resources, declared.outputs);
}
