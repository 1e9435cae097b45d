import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import Table from 'cli-table3';

import { type CpuProfile, selfTimeByPart } from '../../cpu-profile.ts';
import { HttpClient } from '../load/http-client.ts';
import { saturate } from '../load/closed-loop.ts';
import { operationsOn } from '../load/operations.ts';
import { bundleService } from '../subjects/bundle-subject.ts';
import { startSubject } from '../subjects/start-subject.ts';
import { startSurroundings } from '../surroundings/surroundings.ts';
import { CONCURRENCY } from '../field.ts';
import { partsOfBundle } from './parts.ts';

/** Long enough that the start is a small part of the whole. */
const SECONDS_EACH = 5;

const surroundings = await startSurroundings();
try {
  const bundle = await bundleService(surroundings.folder);
  const profiles = path.join(surroundings.folder, 'profiles');
  await mkdir(profiles);
  const subject = await startSubject({
    bundle,
    environment: surroundings.environment,
    nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${profiles}`],
  });
  const client = new HttpClient(subject.origin, CONCURRENCY);
  let requests = 0;
  for (const operation of await operationsOn(client)) {
    const load = { concurrency: CONCURRENCY, durationMs: SECONDS_EACH * 1000 };
    requests += (await saturate(client, operation, load)).requests;
  }
  await client.close();
  await subject.stop();
  const [file = ''] = await readdir(profiles);
  const profile = JSON.parse(await readFile(path.join(profiles, file), 'utf8')) as CpuProfile;
  const times = selfTimeByPart(profile, partsOfBundle(await readFile(bundle, 'utf8')));
  const totalMs = [...times.values()].reduce((sum, each) => sum + each, 0);
  const table = new Table({
    head: [`${requests} requests`, 'share', 'µs per request'],
    style: { head: [], border: [] },
  });
  for (const [part, ms] of [...times].sort(([, a], [, b]) => b - a)) {
    table.push([part, `${((100 * ms) / totalMs).toFixed(1)} %`, ((1000 * ms) / requests).toFixed(0)]);
  }
  console.log(table.toString());
} finally {
  await surroundings.stop();
}
