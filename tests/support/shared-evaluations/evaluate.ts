import { createDeclaredStack, type DeclaredStack } from '../../../stack/declared-stack.ts';
import type { EvaluateOptions } from '../../../stack/evaluate.ts';
import { EvaluationError } from '../../../stack/evaluation-error.ts';
import { evaluationServerVariable, refusedStatus } from '../evaluation-request.ts';

/**
 * Stands for `evaluateStack` in a command that a test starts: the same program with the same settings, evaluated
 * once in a test run however many commands ask for it.
 * @throws EvaluationError where the evaluation does.
 */
export async function evaluateStack(options: EvaluateOptions): Promise<DeclaredStack> {
  const response = await fetch(process.env[evaluationServerVariable] ?? '', {
    method: 'POST',
    body: JSON.stringify(options),
  });
  const body = await response.text();
  if (response.status === refusedStatus) throw new EvaluationError(body);
  if (!response.ok) throw new Error(body);
  const declared = JSON.parse(body) as DeclaredStack;
  return createDeclaredStack(declared, declared.resources, declared.outputs);
}
