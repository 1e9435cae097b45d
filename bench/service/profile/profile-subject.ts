import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { type CpuProfile, selfTimeByPart } from '../../cpu-profile.ts';
import { CONCURRENCY } from '../field.ts';
import { saturate } from '../load/closed-loop.ts';
import { HttpClient } from '../load/http-client.ts';
import { operationsOn } from '../load/operations.ts';
import { startSubject } from '../subjects/start-subject.ts';
import { partsOfBundle } from './parts.ts';

/** Microseconds of a request by part, the mean of all operations. */
export type Profile = ReadonlyMap<string, number>;

/** Long enough that the start is a small part of the whole. */
const SECONDS_EACH = 5;

/** Runs a bundle under V8's profiler while it is saturated with each operation in turn. */
export async function profileSubject(
  bundle: string,
  environment: Readonly<Record<string, string>>,
): Promise<Profile> {
  const folder = await mkdtemp(path.join(path.dirname(bundle), 'profile-'));
  const subject = await startSubject({
    bundle,
    environment,
    nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${folder}`],
  });
  const client = new HttpClient(subject.origin, CONCURRENCY);
  let requests = 0;
  for (const operation of await operationsOn(client)) {
    const load = { concurrency: CONCURRENCY, durationMs: SECONDS_EACH * 1000 };
    requests += (await saturate(client, operation, load)).requests;
  }
  await client.close();
  await subject.stop();
  const [file = ''] = await readdir(folder);
  const profile = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as CpuProfile;
  const times = selfTimeByPart(profile, partsOfBundle(await readFile(bundle, 'utf8')));
  return new Map([...times].map(([part, ms]) => [part, (1000 * ms) / requests]));
}
