import { describe, expect, it } from 'vitest';
import { profileParts, selfTimes } from '../../bench/cpu-profile.ts';

const node = (id: number, functionName: string, url = '') => ({
  id,
  callFrame: { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 },
});

describe('the self times of a profile', () => {
  const nodes = [node(1, 'scan', 'wasm://1'), node(2, 'read'), node(3, '(idle)')];
  const profile = { nodes, startTime: 0, endTime: 9000 };

  it('add up, by part, what passed from each sample to the next, but for idle time', () => {
    const samples = [1, 1, 2, 3, 2];
    const timeDeltas = [500, 1000, 2000, 3000, 4000];
    const times = selfTimes({ ...profile, samples, timeDeltas }, ({ url }) =>
      url === '' ? 'native' : 'module',
    );
    expect([...times]).toEqual([
      ['module', 3],
      ['native', 3],
    ]);
  });

  it('are none without samples', () => {
    expect([...selfTimes(profile, () => 'all')]).toEqual([]);
  });
});

it('finds the function that took the time', async () => {
  const spend = (): number => {
    let sum = 0;
    for (let number = 0; number < 3e7; number += 1) sum += Math.sqrt(number);
    return sum;
  };
  const times = await profileParts(spend, ({ functionName }) =>
    functionName === 'spend' ? 'spent' : 'rest',
  );
  expect(times.get('spent')).toBeGreaterThan(times.get('rest') ?? 0);
});
