import { describe, expect, it } from 'vitest';
import { profileRun, selfTimeByPart } from '../../bench/cpu-profile.ts';

const node = (id: number, functionName: string, url = '', children: readonly number[] = []) => ({
  id,
  callFrame: { functionName, url, lineNumber: 0 },
  children,
});

describe('the self times of a profile', () => {
  const nodes = [
    node(1, '(root)', '', [2, 3, 4]),
    node(2, 'scan', 'wasm://1', [5]),
    node(3, 'read'),
    node(4, '(idle)'),
    node(5, 'copy'),
  ];

  it('add up, by part, what passed from each sample to the next, but for waiting', () => {
    const samples = [2, 2, 3, 4, 3];
    const timeDeltas = [500, 1000, 2000, 3000, 4000];
    const times = selfTimeByPart({ nodes, samples, timeDeltas }, ({ url }) =>
      url === '' ? 'native' : 'module',
    );
    expect([...times]).toEqual([
      ['module', 3],
      ['native', 3],
    ]);
  });

  it('give to a caller what its native functions took, and to nobody what nobody called', () => {
    const times = selfTimeByPart({ nodes, samples: [5, 3, 4], timeDeltas: [0, 1000, 2000] }, ({ url }) =>
      url === '' ? undefined : 'module',
    );
    expect([...times]).toEqual([
      ['module', 1],
      ['native code', 2],
    ]);
  });

  it('are none without samples', () => {
    expect([...selfTimeByPart({ nodes }, () => 'all')]).toEqual([]);
  });
});

it('finds the function that took the time', async () => {
  const spend = (): number => {
    let sum = 0;
    for (let number = 0; number < 3e7; number += 1) sum += Math.sqrt(number);
    return sum;
  };
  const times = selfTimeByPart(await profileRun(spend), ({ functionName }) =>
    functionName === 'spend' ? 'spent' : 'rest',
  );
  expect(times.get('spent')).toBeGreaterThan(times.get('rest') ?? 0);
});
