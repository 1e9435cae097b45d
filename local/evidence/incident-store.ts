import type { IncidentState, IncidentStore } from '../../functions/evidence/ports.ts';

/** Incidents in memory; who comes while a state is held waits for its release. */
export function createMemoryIncidentStore(): IncidentStore {
  const states = new Map<string, IncidentState>();
  const turns = new Map<string, Promise<void>>();
  return {
    async hold(alarmName) {
      const before = turns.get(alarmName);
      let endTurn = (): void => undefined;
      turns.set(alarmName, new Promise<void>((resolve) => (endTurn = resolve)));
      await before;
      return {
        state: states.get(alarmName) ?? { incidents: [], told: [] },
        keep: (state) => {
          states.set(alarmName, state);
          return Promise.resolve();
        },
        release: (state) => {
          states.set(alarmName, state);
          endTurn();
          return Promise.resolve();
        },
      };
    },
  };
}
