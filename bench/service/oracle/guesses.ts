import { randomUUID } from 'node:crypto';

import type { Request } from '../load/http-client.ts';
import { decryptRequest, encryptRequest, type Stored, textOf } from '../load/operations.ts';

/** A way of being wrong that an attacker would like to tell from the others. */
export interface Guess {
  readonly title: string;
  next(): Request;
}

/** What the lab's own test sends. */
const MALFORMED_KEY = 'some-random-false-key';

const REPLACEMENT_BYTES = 96;

/** The three ways, against secrets that exist; the same order for all. */
export const guessesAt = (secrets: readonly Stored[], route: '/decrypt' | '/encrypt'): readonly Guess[] => {
  let turn = 0;
  const existing = (): string => (secrets[(turn += 1) % secrets.length] as Stored).Name;
  const request = (body: Stored): Request =>
    route === '/decrypt'
      ? decryptRequest(body)
      : encryptRequest({ ...body, Text: textOf(REPLACEMENT_BYTES) });
  return [
    {
      title: 'unknown Name',
      next: () => request({ Name: `bench ${randomUUID()}`, Key: randomUUID() }),
    },
    { title: 'wrong Key', next: () => request({ Name: existing(), Key: randomUUID() }) },
    { title: 'malformed Key', next: () => request({ Name: existing(), Key: MALFORMED_KEY }) },
  ];
};
