import type { Clock } from './clock.ts';

export interface DelayLineOptions<T> {
  readonly delayMs: number;
  readonly schedule: Clock['schedule'];
  readonly deliver: (item: T) => void;
}

/** A way that takes its time. */
export interface DelayLine<T> {
  /** Takes an item; it arrives after the delay, in the order of acceptance. */
  readonly accept: (item: T) => void;
  /** How many have not arrived yet. */
  readonly pending: () => number;
  /** Delivers at once what has not arrived: a run that ends loses nothing it was told of. */
  readonly flush: () => void;
}

export function createDelayLine<T>({ delayMs, schedule, deliver }: DelayLineOptions<T>): DelayLine<T> {
  const queue: { readonly item: T; readonly callOff: () => void }[] = [];
  const deliverNext = (): void => {
    const next = queue.shift();
    if (next !== undefined) deliver(next.item);
  };
  return {
    accept: (item) => {
      queue.push({ item, callOff: schedule(delayMs, deliverNext) });
    },
    pending: () => queue.length,
    flush: () => {
      for (const { callOff } of queue) callOff();
      while (queue.length > 0) deliverNext();
    },
  };
}
