import type { Resource } from './resource.ts';
import { UnknownValueError } from './unknown.ts';

/** Properties by which AWS's APIs let one resource name another. */
const identities = ['arn', 'id', 'bucket', 'keyId', 'name'] as const;

/**
 * Whether a value names this resource: by ARN, id or name.
 * @throws UnknownValueError when no known identity fits and some identity is not known yet.
 */
export function refersTo(value: unknown, { properties }: Resource): boolean {
  let undecided: UnknownValueError | undefined;
  for (const identity of identities) {
    try {
      const own = properties[identity];
      if (own !== undefined && own !== '' && own === value) return true;
    } catch (error) {
      if (!(error instanceof UnknownValueError)) throw error;
      undecided = error;
    }
  }
  if (undecided !== undefined) throw undecided;
  return false;
}
