import { expect, it } from 'vitest';
import { announce } from '../../../functions/evidence/announce.ts';
import type { EvidenceMessage, IncidentState, IncidentStore } from '../../../functions/evidence/ports.ts';
import { burstAlarm, FakeChannel } from '../../support/evidence/evidence-fixtures.ts';

it('remembers the latest sixty tellings of an alarm, so that its row stays small', async () => {
  let kept: IncidentState = { told: [] };
  const incidents: IncidentStore = {
    hold: () =>
      Promise.resolve({
        state: kept,
        release: (state) => {
          kept = state;
          return Promise.resolve();
        },
      }),
  };
  const compose = (): Promise<EvidenceMessage> => Promise.resolve({} as EvidenceMessage);
  for (let minute = 1; minute <= 70; minute += 1) {
    const sign = { kind: 'alarm', atMs: minute * 60_000 } as const;
    await announce({ incidents, channels: [new FakeChannel('email')] }, burstAlarm, sign, compose);
  }
  expect(kept.told).toHaveLength(60);
  expect(kept.told.at(0)).toBe('1970-01-01T00:11:00.000Z/started/email');
  expect(kept.told.at(-1)).toBe('1970-01-01T01:10:00.000Z/started/email');
});
