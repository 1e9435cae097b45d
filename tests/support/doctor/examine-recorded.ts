import { createAwsClients } from '../../../doctor/aws-clients.ts';
import type { CheckContext } from '../../../doctor/check.ts';
import { checks } from '../../../doctor/checks/index.ts';
import type { DeployedStack } from '../../../doctor/deployed-stack.ts';
import { examine } from '../../../doctor/examine.ts';
import type { Finding } from '../../../doctor/finding.ts';
import { healthyAnswers, healthyStack, now } from '../../fixtures/doctor/healthy-stack.ts';
import { createRecordedHandler, type Answers } from '../aws/recorded-answers.ts';

/** How a recorded system differs from the healthy one. */
export interface RecordedSystem {
  readonly answers?: Answers;
  readonly stack?: Partial<DeployedStack>;
  /** Outputs the stack does not have. */
  readonly without?: readonly (keyof DeployedStack)[];
}

/** The real clients and checks before recorded answers, which stand in place of the healthy ones. */
export function recordedContext({ answers = {}, stack = {}, without = [] }: RecordedSystem) {
  const handler = createRecordedHandler({ ...healthyAnswers, ...answers });
  const outputs: Partial<DeployedStack> = { ...healthyStack, ...stack };
  const kept = Object.entries(outputs).filter(([name]) => !without.some((left) => left === name));
  const context: CheckContext = {
    clients: createAwsClients({
      region: healthyStack.awsRegion,
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
      requestHandler: handler,
      maxAttempts: 1,
    }),
    stack: Object.fromEntries(kept) as unknown as DeployedStack,
    nowMs: now * 1000,
  };
  return { context, calls: handler.calls };
}

/** What each check finds, by its id. */
export async function examineRecorded(system: RecordedSystem): Promise<Record<string, readonly Finding[]>> {
  const reports = await examine(checks, recordedContext(system).context);
  return Object.fromEntries(reports.map(({ id, findings }) => [id, findings]));
}

/** A fault as a test states it: what is recorded, and what the one check that knows of it says. */
export interface RecordedFault extends RecordedSystem {
  readonly what: string;
  readonly check: string;
  readonly severity: Finding['severity'];
  readonly says: string;
  /** A part of the cure. */
  readonly cure: string;
  /** Other checks that rightly notice too. */
  readonly also?: readonly string[];
}

/** The findings about a fault, and the ids of the other checks that found anything wrong. */
export async function examineFault(fault: RecordedFault) {
  const found = await examineRecorded(fault);
  const others = Object.entries(found)
    .filter(([id, findings]) => id !== fault.check && findings.some(({ severity }) => severity !== 'ok'))
    .map(([id]) => id);
  return { findings: found[fault.check]?.filter(({ severity }) => severity !== 'ok') ?? [], others };
}
