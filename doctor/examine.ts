import { AwsCallError } from './aws-call-error.ts';
import type { Check, CheckContext } from './check.ts';
import { unchecked, type Finding } from './finding.ts';

/** What one check found. */
export interface CheckReport {
  readonly id: string;
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** Makes all checks at once. One that can't be made says so and leaves the others alone. */
export async function examine(
  checks: readonly Check[],
  context: CheckContext,
): Promise<readonly CheckReport[]> {
  return Promise.all(
    checks.map(async (check) => ({
      id: check.id,
      title: check.title,
      findings: await check.run(context).catch((error: unknown) => [explain(error)]),
    })),
  );
}

/**
 * What the whole comes to. What is wrong outweighs what could not be looked at; where nothing at all could be
 * looked at, nothing is known.
 */
export function outcomeOf(reports: readonly CheckReport[]): 'well' | 'faulty' | 'incomplete' | 'unknown' {
  const severities = new Set(reports.flatMap(({ findings }) => findings.map(({ severity }) => severity)));
  if (severities.has('fault')) return 'faulty';
  if (!severities.has('unchecked')) return 'well';
  return severities.size > 1 ? 'incomplete' : 'unknown';
}

/** @throws whatever is no failed call: a defect of ours. */
function explain(error: unknown): Finding {
  if (!(error instanceof AwsCallError)) throw error;
  const { action, code, failure, message } = error;
  switch (failure) {
    case 'permission':
      return unchecked(
        `These credentials may not call ${action}`,
        `allow ${action}; docs/doctor.md has a policy with all that is needed`,
      );
    case 'credentials':
      return unchecked(
        `AWS does not accept these credentials (${code})`,
        'log in again, or choose others with AWS_PROFILE',
      );
    case 'unsupported':
      return unchecked(
        `The endpoint does not offer ${action}`,
        'ask AWS itself: a local run simulates only what the README lists',
      );
    case 'unreachable':
      return unchecked(
        `There is no answer to ${action} (${code})`,
        'look at the network, a proxy and the region',
      );
    case 'other':
      return unchecked(message.replace(/\.$/, ''), 'try again; if it stays so, ask AWS about this error');
  }
}
