import { expect, it } from 'vitest';
import { parseProcessorTime, stolenShareOf, watchStolenTime } from '../../bench/stolen-time.ts';

/** As Linux writes it; the last two, of guests, are part of user and nice. */
const stat = `cpu  1000 100 10 90000 5000 1 2 30 400 40
cpu0 500 50 5 45000 2500 0 1 15 200 20
intr 1 2 3
`;

it('counts what all processors had to do, what was stolen of it included, and neither idling nor waiting', () => {
  expect(parseProcessorTime(stat)).toEqual({ wanted: 1143, stolen: 30 });
});

it('tells the share of what was wanted in between', () => {
  expect(stolenShareOf({ wanted: 1000, stolen: 30 }, { wanted: 1200, stolen: 80 })).toBe(0.25);
  expect(stolenShareOf({ wanted: 1000, stolen: 30 }, { wanted: 1000, stolen: 30 })).toBe(0);
});

it.runIf(process.platform === 'linux')('reads it of the machine it runs on', async () => {
  const share = await (await watchStolenTime())();
  expect(share).toBeGreaterThanOrEqual(0);
  expect(share).toBeLessThanOrEqual(1);
});
