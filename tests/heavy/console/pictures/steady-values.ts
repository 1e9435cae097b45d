import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Snapshot } from '../../../../console/protocol.ts';

/** What differs from run to run, and what stands for it in a picture: made-up values that are always the same. */
export type SteadyValues = readonly (readonly [drawn: string, steady: string])[];

/** Ids by chance and the free port that the service got, of a run whose clock and order of events are fixed. */
export function steadyValuesOf({ events, endpoint }: Snapshot): SteadyValues {
  const ids = events.flatMap((event) => {
    if (event.kind === 'request') return [event.requestId];
    if (event.kind !== 'call') return [];
    const sessionName = event.principal.slice(event.principal.lastIndexOf('/') + 1);
    return [event.kmsRequestId, event.eventId, sessionName];
  });
  return [
    ...[...new Set(ids)].flatMap((id, index): SteadyValues => {
      const steady = steadyId(index, id);
      // Longer first: a short form is the beginning of the whole.
      return [
        [id, steady],
        [id.slice(0, 8), steady.slice(0, 8)],
      ];
    }),
    [new URL(endpoint).host, '127.0.0.1:8080'],
  ];
}

/** An id of the same form. */
function steadyId(index: number, id: string): string {
  const digits = createHash('sha256').update(String(index)).digest('hex');
  return id.replaceAll(/[\da-f]/g, (_character, place: number) => digits.charAt(place));
}

export function withSteadyValues(text: string, values: SteadyValues): string {
  return values.reduce((told, [drawn, steady]) => told.replaceAll(drawn, steady), text);
}

/** Puts the steady values where the page shows the others. */
export async function steadyPage(page: Page, values: SteadyValues): Promise<void> {
  await page.evaluate((pairs) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const steady = pairs.reduce((told, [drawn, value]) => told.replaceAll(drawn, value), node.data);
      if (steady !== node.data) node.data = steady;
    }
  }, values);
}
