import { inject } from 'vitest';
import { createDeclaredStack, type DeclaredStack } from '../../stack/declared-stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    evaluationServerUrl: string;
  }
}

export interface EvaluationRequest {
  readonly stack: string;
  /** Full configuration of a stack that has no file; `undefined`: the one in Pulumi.STACK.yaml. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/**
 * What the program declares for a stack, evaluated once in a test run.
 * @throws Error with the evaluation's own message when it fails.
 */
export async function declaredStack(
  stack: string,
  config?: EvaluationRequest['config'],
): Promise<DeclaredStack> {
  const request: EvaluationRequest = { stack, ...(config === undefined ? {} : { config }) };
  const response = await fetch(inject('evaluationServerUrl'), {
    method: 'POST',
    body: JSON.stringify(request),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(body);
  const declared = JSON.parse(body) as DeclaredStack;
  return createDeclaredStack(declared, declared.resources, declared.outputs);
}
