import Table from 'cli-table3';

import { bundleService, bundleSubject } from '../subjects/bundle-subject.ts';
import { startSurroundings } from '../surroundings/surroundings.ts';
import { startProfiled, type Profile } from './profile-subject.ts';

/** Long enough that the start is a small part of the whole. */
const ROUNDS = 8;

const surroundings = await startSurroundings();
try {
  const { folder, environment, postgres } = surroundings;
  const login = { DATABASE_USER: postgres.user, DATABASE_PASSWORD: postgres.password() };
  const service = await startProfiled(await bundleService(folder, true), environment);
  const floor = await startProfiled(await bundleSubject('floor', folder, true), { ...environment, ...login });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const subject of round % 2 === 0 ? [service, floor] : [floor, service]) await subject.load();
  }
  console.log(tableOf(await service.stop(), await floor.stop()));
} finally {
  await surroundings.stop();
}

/** The largest first. */
function tableOf(service: Profile, floor: Profile): string {
  const table = new Table({
    head: ['µs of a request', 'service', 'share', 'floor'],
    style: { head: [], border: [] },
  });
  const total = totalOf(service);
  const parts = new Set([...service.keys(), ...floor.keys()]);
  const rows = [...parts].map((part) => [part, service.get(part) ?? 0, floor.get(part) ?? 0] as const);
  for (const [part, ofService, ofFloor] of rows.sort(([, a], [, b]) => b - a)) {
    table.push([
      part,
      ofService.toFixed(0),
      `${((100 * ofService) / total).toFixed(1)} %`,
      ofFloor.toFixed(0),
    ]);
  }
  table.push(['all', total.toFixed(0), '', totalOf(floor).toFixed(0)]);
  return table.toString();
}

function totalOf(profile: Profile): number {
  return [...profile.values()].reduce((sum, each) => sum + each, 0);
}
