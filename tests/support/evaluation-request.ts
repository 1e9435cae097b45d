import type { EvaluateOptions } from '../../stack/evaluate.ts';

/** What the test run's evaluation server is asked for; requests of the same text share one evaluation. */
export interface EvaluationRequest extends EvaluateOptions {
  /** Full configuration of a stack that has no file; `undefined`: the one in Pulumi.STACK.yaml. */
  readonly fileConfig?: Readonly<Record<string, unknown>>;
}

/** Where a command that a test starts finds the address of the evaluation server. */
export const evaluationServerVariable = 'KEYWATCH_TEST_EVALUATIONS';

/** The server's status for an evaluation that fails with a sentence for the user. */
export const refusedStatus = 422;
