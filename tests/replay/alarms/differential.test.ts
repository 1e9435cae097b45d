import { describe, it } from 'vitest';
import { compareReplays } from '../../support/replay/compare-replays.ts';

describe('alarms over a tally', () => {
  it('change state exactly as when all events are ingested in order and every evaluation is made', () => {
    compareReplays(600);
  });
});
