import Table from 'cli-table3';

import { bundleService, bundleSubject } from '../subjects/bundle-subject.ts';
import { startSurroundings } from '../surroundings/surroundings.ts';
import { profileSubject, type Profile } from './profile-subject.ts';

const surroundings = await startSurroundings();
try {
  const { folder, environment, postgres } = surroundings;
  const service = await profileSubject(await bundleService(folder, true), environment);
  const login = { DATABASE_USER: postgres.user, DATABASE_PASSWORD: postgres.password() };
  const floor = await profileSubject(await bundleSubject('floor', folder, true), {
    ...environment,
    ...login,
  });
  console.log(tableOf(service, floor));
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
