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

/** A bundle under V8's profiler. */
export interface ProfiledSubject {
  /** Saturates it with each operation for a second. */
  load(): Promise<void>;
  /** Ends it; what all its load came to. */
  stop(): Promise<Profile>;
}

const SLICE_MS = 1_000;

export async function startProfiled(
  bundle: string,
  environment: Readonly<Record<string, string>>,
): Promise<ProfiledSubject> {
  const folder = await mkdtemp(path.join(path.dirname(bundle), 'profile-'));
  const nodeOptions = ['--cpu-prof', `--cpu-prof-dir=${folder}`];
  const subject = await startSubject({ bundle, environment, nodeOptions });
  const client = new HttpClient(subject.origin, CONCURRENCY);
  const operations = await operationsOn(client);
  let requests = 0;
  return {
    async load() {
      for (const operation of operations) {
        const spell = { concurrency: CONCURRENCY, durationMs: SLICE_MS };
        requests += (await saturate(client, operation, spell)).requests;
      }
    },
    async stop() {
      await client.close();
      await subject.stop();
      const [file = ''] = await readdir(folder);
      const profile = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as CpuProfile;
      const times = selfTimeByPart(profile, partsOfBundle(await readFile(bundle, 'utf8')));
      return new Map([...times].map(([part, ms]) => [part, (1000 * ms) / requests]));
    },
  };
}
