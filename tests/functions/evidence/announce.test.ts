import { describe, expect, it } from 'vitest';
import { announce } from '../../../functions/evidence/announce.ts';
import type {
  Channel,
  EvidenceMessage,
  IncidentState,
  IncidentStore,
} from '../../../functions/evidence/ports.ts';
import { burstAlarm, FakeChannel } from '../../support/evidence/evidence-fixtures.ts';

/** Shows what is written, and when it is let go. */
function startStore() {
  const written: { readonly told: readonly string[]; readonly isHeld: boolean }[] = [];
  let state: IncidentState = { incidents: [], told: [] };
  const write = (next: IncidentState, isHeld: boolean): Promise<void> => {
    state = next;
    written.push({ told: next.told, isHeld });
    return Promise.resolve();
  };
  const store: IncidentStore = {
    hold: () =>
      Promise.resolve({
        state,
        keep: (next) => write(next, true),
        release: (next) => write(next, false),
      }),
  };
  return { store, written, stateNow: () => state };
}

const compose = (): Promise<EvidenceMessage> => Promise.resolve({} as EvidenceMessage);
const sign = { kind: 'alarm', atMs: 60_000 } as const;
const noteOf = (channel: string): string => `1970-01-01T00:01:00.000Z/started/${channel}`;

it('remembers the latest sixty tellings of an alarm, so that its row stays small', async () => {
  const { store: incidents, stateNow } = startStore();
  for (let minute = 1; minute <= 70; minute += 1) {
    const signs = [{ kind: 'alarm', atMs: minute * 60_000 }] as const;
    await announce({ incidents, channels: [new FakeChannel('email')] }, burstAlarm, signs, compose);
  }
  const { told } = stateNow();
  expect(told).toHaveLength(60);
  expect(told.at(0)).toBe('1970-01-01T00:11:00.000Z/started/email');
  expect(told.at(-1)).toBe('1970-01-01T01:10:00.000Z/started/email');
});

describe('a channel that does not answer', () => {
  it('keeps no other one waiting, and what that one sent is noted before the run may end', async () => {
    const { store: incidents, written } = startStore();
    const mail = new FakeChannel('email');
    let giveUp = (): void => undefined;
    const deaf: Channel = {
      name: 'webhook',
      send: () => new Promise((_, reject) => (giveUp = () => reject(new Error('no answer')))),
    };
    let mailed = (): void => undefined;
    const isMailed = new Promise<void>((resolve) => (mailed = resolve));
    const telling = announce(
      { incidents, channels: [deaf, mail], onTold: () => mailed() },
      burstAlarm,
      [sign],
      compose,
    );
    await isMailed;
    expect(mail.sent).toHaveLength(1);
    expect(written).toEqual([{ told: [noteOf('email')], isHeld: true }]);
    giveUp();
    await expect(telling).rejects.toThrow('webhook: no answer');
    expect(written.at(-1)).toEqual({ told: [noteOf('email')], isHeld: false });
  });
});

it('lets the state go when the message could not be made, and tells why', async () => {
  const { store: incidents, written } = startStore();
  const channels = [new FakeChannel('email')];
  const failing = (): Promise<EvidenceMessage> => Promise.reject(new Error('no message'));
  await expect(announce({ incidents, channels }, burstAlarm, [sign], failing)).rejects.toThrow('no message');
  expect(written).toEqual([{ told: [], isHeld: false }]);
});

it('lets the state go with all its notes, although one of them could not be written at once', async () => {
  const { store, written } = startStore();
  const incidents: IncidentStore = {
    hold: async (alarmName) => ({
      ...(await store.hold(alarmName)),
      keep: () => Promise.reject(new Error('throttled')),
    }),
  };
  await announce({ incidents, channels: [new FakeChannel('email')] }, burstAlarm, [sign], compose);
  expect(written).toEqual([{ told: [noteOf('email')], isHeld: false }]);
});
