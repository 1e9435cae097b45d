import type { RunEvent } from '../../local/run/run-event.ts';

/** What happens in a run, kept until somebody takes it. */
export interface RunEvents {
  readonly tell: (event: RunEvent) => void;
  /** Hands over what was kept and, from the same moment on, each event as it is told: none is lost in between. */
  readonly handTo: (taker: (event: RunEvent) => void) => void;
}

export function createRunEvents(): RunEvents {
  const kept: RunEvent[] = [];
  let take = (event: RunEvent): void => void kept.push(event);
  return {
    tell: (event) => take(event),
    handTo(taker) {
      take = taker;
      for (const event of kept.splice(0)) taker(event);
    },
  };
}
