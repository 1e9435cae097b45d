import type { Heard } from '../secrets/leaks-of.ts';
import { canaries } from './secret-body.ts';

/** What was said to a service in canaries, for the search in what it left. */
export const heardInCanaries = (answeredKeys: ReadonlySet<string>): Heard => ({
  markers: { Name: canaries.Name, Text: canaries.Text, 'wrong Key': canaries.Key },
  answeredKeys,
  storedNames: new Set([canaries.Name]),
  answers: [],
});
