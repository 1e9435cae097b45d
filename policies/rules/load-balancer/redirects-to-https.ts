import type { Resource } from '../../resource.ts';
import { at, list } from '../../values.ts';

/** Whether all that a listener does is to send its callers to HTTPS. */
export function redirectsToHttps({ properties }: Resource): boolean {
  const actions = list(properties['defaultActions']);
  return actions.length > 0 && actions.every((action) => at(action, 'redirect', 'protocol') === 'HTTPS');
}
