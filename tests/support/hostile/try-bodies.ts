import fc from 'fast-check';

import { expectedStatusOf, soundFieldsOf } from './expected-status.ts';
import { canaries, quotesCanary, secretBodies, type SecretBody } from './secret-body.ts';
import type { HostileTarget } from './hostile-target.ts';

const json = ['content-type', 'application/json'];

/** What has been stored so far, by Name. */
type Stored = Map<string, { readonly Key: string; readonly Text: string }>;

/** Sends one body and holds its status against the contract; what was stored must open again, unchanged. */
const tryBody = async (target: HostileTarget, stored: Stored, body: SecretBody): Promise<void> => {
  const { route, method, bytes } = body;
  const expected = expectedStatusOf(body, (name) => stored.has(name));
  const answer = await target.ask(
    { method, path: route, route, headers: json, body: bytes },
    Object.values(canaries),
  );
  if (answer.statusCode !== expected) {
    throw new Error(`expected ${expected}, was answered ${answer.statusCode} ${answer.body}`);
  }
  if (expected !== 200) return;
  const { Name = '', Text = '' } = soundFieldsOf(body) ?? {};
  const { Key } = JSON.parse(answer.body) as { Key: string };
  stored.set(Name, { Key, Text });
  const credentials = Buffer.from(JSON.stringify({ Name, Key }));
  const opened = await target.ask({
    method: 'POST',
    path: '/decrypt',
    route: '/decrypt',
    headers: json,
    body: credentials,
  });
  if (opened.body !== JSON.stringify({ Text })) throw new Error('the Text came back changed');
};

interface Trial {
  readonly runs: number;
  readonly seed: number;
}

/**
 * Tries random bodies one after the other. Afterwards there are as many records as answers said, and
 * nothing that was printed holds anything of them. Returns how many were stored.
 */
export const tryBodies = async (target: HostileTarget, { runs, seed }: Trial): Promise<number> => {
  const stored: Stored = new Map();
  const before = await target.running.countRecords();
  await fc.assert(
    fc.asyncProperty(secretBodies, (body) => tryBody(target, stored, body)),
    { numRuns: runs, seed, endOnFailure: true },
  );
  const records = (await target.running.countRecords()) - before;
  if (records !== stored.size) throw new Error(`${stored.size} were stored and there are ${records}`);
  if (quotesCanary(target.running.printed())) throw new Error('the service printed something of a request');
  return stored.size;
};
