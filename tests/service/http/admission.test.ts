import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Admission } from '../../../service/http/admission.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const limits = { maxInFlight: 2, maxWaiting: 2, maxWaitMs: 30, calmMs: 100 };

/** Work that ends when it is told to, and notes when it began. */
const admit = (admission: Admission, began: string[], name: string) => {
  const { promise, resolve, reject } = deferred();
  const outcome = admission
    .run(() => {
      began.push(name);
      return promise;
    })
    .then(
      () => `${name} done`,
      (error: unknown) => `${name} ${(error as Error).name}`,
    );
  return { outcome, end: resolve, fail: reject };
};

const deferred = () => {
  let resolve = (): void => undefined;
  let reject: (error: Error) => void = resolve;
  const promise = new Promise<void>((...functions) => ([resolve, reject] = functions));
  return { promise, resolve: () => resolve(), reject: (error: Error) => reject(error) };
};

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('admission', () => {
  it('begins as much as may be under way, keeps the next waiting and sheds the rest at once', async () => {
    const admission = new Admission(limits);
    const began: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) admit(admission, began, name);
    expect(admission.isFull).toBe(true);
    expect(await admit(admission, began, 'e').outcome).toBe('e OverloadedError');
    expect(began).toEqual(['a', 'b']);
  });

  it('is not full while one more may wait', () => {
    const admission = new Admission(limits);
    for (const name of ['a', 'b', 'c']) admit(admission, [], name);
    expect(admission.isFull).toBe(false);
  });

  it('lets those who wait in by the order of their arrival, one for each that ends', async () => {
    const admission = new Admission(limits);
    const began: string[] = [];
    const [a, b] = ['a', 'b', 'c', 'd'].map((name) => admit(admission, began, name));
    b?.end();
    await settle();
    expect(began).toEqual(['a', 'b', 'c']);
    a?.end();
    await settle();
    expect(began).toEqual(['a', 'b', 'c', 'd']);
  });

  it('frees the place of work that fails, and passes its error on', async () => {
    const admission = new Admission({ ...limits, maxInFlight: 1 });
    const began: string[] = [];
    const a = admit(admission, began, 'a');
    const b = admit(admission, began, 'b');
    a.fail(new RangeError());
    expect(await a.outcome).toBe('a RangeError');
    b.end();
    expect(await b.outcome).toBe('b done');
    expect(admission.isFull).toBe(false);
  });

  it('sheds who has waited as long as is allowed, not a millisecond sooner, and frees the place in the queue', async () => {
    const admission = new Admission({ ...limits, maxInFlight: 1, maxWaiting: 1 });
    const began: string[] = [];
    const a = admit(admission, began, 'a');
    const b = admit(admission, began, 'b');
    const settled = vi.fn();
    void b.outcome.then(settled);
    await vi.advanceTimersByTimeAsync(29);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(settled).toHaveBeenCalledWith('b OverloadedError');
    await vi.advanceTimersByTimeAsync(limits.calmMs);
    const c = admit(admission, began, 'c');
    a.end();
    c.end();
    expect(await c.outcome).toBe('c done');
    expect(began).toEqual(['a', 'c']);
  });

  it('never sheds who was let in, however long its work takes', async () => {
    const admission = new Admission({ ...limits, maxInFlight: 1 });
    const began: string[] = [];
    const a = admit(admission, began, 'a');
    const b = admit(admission, began, 'b');
    a.end();
    await vi.advanceTimersByTimeAsync(1_000);
    b.end();
    expect(await b.outcome).toBe('b done');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets nobody wait once one was shed, until none was for a while', async () => {
    const admission = new Admission({ ...limits, maxInFlight: 1, maxWaiting: 1 });
    const outcomes = new Map<string, string>();
    const arrive = (name: string) => {
      const { outcome, end } = admit(admission, [], name);
      void outcome.then((how) => outcomes.set(name, how));
      return end;
    };
    const endA = arrive('a');
    arrive('b');
    await vi.advanceTimersByTimeAsync(30);
    expect(outcomes).toEqual(new Map([['b', 'b OverloadedError']]));
    await vi.advanceTimersByTimeAsync(99);
    expect(admission.isFull).toBe(true);
    arrive('c');
    await settle();
    expect(outcomes.get('c')).toBe('c OverloadedError');
    await vi.advanceTimersByTimeAsync(99);
    expect(admission.refusal()).toMatchObject({ name: 'OverloadedError' });
    await vi.advanceTimersByTimeAsync(99);
    expect(admission.isFull).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(admission.refusal()).toBeUndefined();
    const endD = arrive('d');
    endA();
    endD();
    await settle();
    expect(outcomes.get('d')).toBe('d done');
  });

  it('lets in who finds a place, however many were shed a moment ago', async () => {
    const admission = new Admission({ ...limits, maxInFlight: 1, maxWaiting: 0 });
    const a = admit(admission, [], 'a');
    expect(await admit(admission, [], 'b').outcome).toBe('b OverloadedError');
    a.end();
    await a.outcome;
    expect(admission.refusal()).toBeUndefined();
    const c = admit(admission, [], 'c');
    c.end();
    expect(await c.outcome).toBe('c done');
  });

  it('counts right after a burst: the same number is let in again', async () => {
    const admission = new Admission(limits);
    for (let burst = 0; burst < 3; burst += 1) {
      await vi.advanceTimersByTimeAsync(limits.calmMs);
      const began: string[] = [];
      const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => admit(admission, began, name));
      for (const one of all) one.end();
      const outcomes = await Promise.all(all.map(({ outcome }) => outcome));
      expect(outcomes).toEqual([
        'a done',
        'b done',
        'c done',
        'd done',
        'e OverloadedError',
        'f OverloadedError',
      ]);
    }
  });
});
