import { matchesWildcard } from '../policy-documents.ts';
import { lab } from './lab.ts';
import { monitor } from './monitor.ts';
import { production } from './production.ts';
import type { Profile } from './profile.ts';
import { throwAway } from './throw-away.ts';

/** In order: the first that names a stack holds for it. */
export const profiles: readonly Profile[] = [lab, throwAway, monitor, production];

/**
 * The profile of a stack, by the stack's name. A stack that no profile names is production: strictness is what one
 * gets by forgetting. The name decides and not a setting, since a setting that relaxes a stack, such as
 * `deletionProtection: false`, would switch off its own guard.
 */
export function profileOf(stack: string): Profile {
  return (
    profiles.find(({ stacks }) => stacks.some((pattern) => matchesWildcard(pattern, stack))) ?? production
  );
}
