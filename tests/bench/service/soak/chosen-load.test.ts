import { afterEach, describe, expect, it, vi } from 'vitest';
import { chosenLoad } from '../../../../bench/service/soak/chosen-load.ts';
import { benchSoak } from '../../../../bench/service/soak/index.ts';
import { InputError } from '../../../../cli/input-error.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the load of a soak', () => {
  it('is half an hour of thirty requests a second unless the environment says otherwise', () => {
    expect(chosenLoad({})).toEqual({ minutes: 30, perSecond: 30 });
    expect(chosenLoad({ KEYWATCH_SOAK_MINUTES: '1.5', KEYWATCH_SOAK_PER_SECOND: '1000' })).toEqual({
      minutes: 1.5,
      perSecond: 1000,
    });
  });

  it.each(['x', '', '30m', '0', '0.5', '-1', '1e3', 'Infinity', '10081'])(
    'is refused for %j minutes',
    (text) => {
      expect(() => chosenLoad({ KEYWATCH_SOAK_MINUTES: text })).toThrow(
        new InputError(
          `KEYWATCH_SOAK_MINUTES is ${JSON.stringify(text)}: it takes a number from 1 to 10080.`,
        ),
      );
    },
  );

  it('is refused for a rate that no client keeps', () => {
    expect(() => chosenLoad({ KEYWATCH_SOAK_PER_SECOND: '1001' })).toThrow(
      new InputError('KEYWATCH_SOAK_PER_SECOND is "1001": it takes a number from 1 to 1000.'),
    );
  });

  it('is read before anything is started', async () => {
    vi.stubEnv('KEYWATCH_SOAK_MINUTES', 'x');
    await expect(benchSoak({ quick: true }).next()).rejects.toThrow(InputError);
  });
});
