import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkHistory } from '../../support/history/check-history.ts';
import { histories } from '../../support/history/histories.ts';
import { isLinearizable } from '../../support/history/is-linearizable.ts';
import type { Create, Decrypt, Operation, Replace } from '../../support/history/operation.ts';

const create = (span: readonly [number, number], outcome: Create['outcome'], text = 'first'): Create => ({
  kind: 'create',
  startedAt: span[0],
  endedAt: span[1],
  text,
  outcome,
});
const replace = (
  span: readonly [number, number],
  key: string,
  outcome: Replace['outcome'],
  text = 'second',
): Replace => ({ kind: 'replace', startedAt: span[0], endedAt: span[1], key, text, outcome });
const decrypt = (span: readonly [number, number], key: string, outcome: Decrypt['outcome']): Decrypt => ({
  kind: 'decrypt',
  startedAt: span[0],
  endedAt: span[1],
  key,
  outcome,
});

const created = create([0, 1], { stored: 'a' });
const replaced = replace([4, 8], 'a', { stored: 'b' });

const good: readonly (readonly [string, readonly Operation[]])[] = [
  ['nothing', []],
  ['a Key that opens its text', [created, decrypt([2, 3], 'a', { text: 'first' })]],
  ['a superseded Key that is refused', [created, replaced, decrypt([9, 10], 'a', 'refused')]],
  [
    'either Key while the replacement is under way',
    [created, replaced, decrypt([5, 6], 'a', { text: 'first' }), decrypt([6, 7], 'a', 'refused')],
  ],
  ['the loser of a race', [created, replaced, replace([5, 9], 'a', 'superseded')]],
  ['a second create', [created, create([0, 2], 'taken')]],
  ['a Key nobody was given', [created, decrypt([2, 3], 'zzz', 'refused')]],
];

const bad: readonly (readonly [string, RegExp, readonly Operation[]])[] = [
  ['a Key that is lost', /refused, and nothing superseded it/, [created, decrypt([2, 3], 'a', 'refused')]],
  [
    "another secret's text",
    /another text than its own/,
    [created, replaced, decrypt([5, 6], 'a', { text: 'second' })],
  ],
  [
    'a Key that opens after it was superseded',
    /became current after 9 and by 8/,
    [created, replaced, decrypt([9, 10], 'a', { text: 'first' })],
  ],
  [
    'a Key that is refused before it was superseded',
    /became current after 4 and by 3/,
    [created, replaced, decrypt([2, 3], 'a', 'refused')],
  ],
  [
    'a Key refused, then accepted',
    /became current after 7 and by 6/,
    [created, replaced, decrypt([5, 6], 'a', 'refused'), decrypt([7, 8], 'a', { text: 'first' })],
  ],
  [
    'two replacements with one Key',
    /superseded twice/,
    [created, replaced, replace([4, 8], 'a', { stored: 'c' })],
  ],
  ['two creates', /created 2 times/, [created, create([0, 1], { stored: 'z' })]],
  ['one Key answered twice', /answered twice/, [created, replace([4, 8], 'a', { stored: 'a' })]],
  ['a replacement with a wrong Key', /in place of none/, [created, replace([4, 8], 'zzz', { stored: 'b' })]],
  ['a replacement of nothing', /in place of none/, [replace([4, 8], 'a', { stored: 'b' })]],
  [
    'a wrong Key that opens',
    /nobody was given that Key/,
    [created, decrypt([2, 3], 'zzz', { text: 'first' })],
  ],
  [
    'a race lost to nobody',
    /superseded, and nothing superseded it/,
    [created, replace([2, 3], 'a', 'superseded')],
  ],
  [
    'a race lost before it began',
    /became current after 9 and by 8/,
    [created, replaced, replace([9, 10], 'a', 'superseded')],
  ],
  ['a Name taken by nothing', /nothing was ever stored/, [create([0, 1], 'taken')]],
  [
    'a Name taken before it was created',
    /became current after 5 and by 1/,
    [create([5, 6], { stored: 'a' }), create([0, 1], 'taken')],
  ],
  [
    'a chain against the clock',
    /before that Key was answered/,
    [create([9, 10], { stored: 'a' }), replace([2, 3], 'a', { stored: 'b' })],
  ],
  [
    'a Key used before it was answered',
    /before that Key was answered/,
    [created, decrypt([0, 3], 'a', { text: 'first' })],
  ],
];

describe('the check of a history', () => {
  it.each(good)('accepts %s', (_title, history) => {
    expect(checkHistory(history)).toEqual([]);
    expect(isLinearizable(history)).toBe(true);
  });

  it.each(bad)('rejects %s', (_title, problem, history) => {
    expect(checkHistory(history).join('; ')).toMatch(problem);
  });

  it('agrees with trying every order, on random short histories', () => {
    const verdicts = { accepted: 0, rejected: 0 };
    fc.assert(
      fc.property(histories(6), (history) => {
        const accepted = checkHistory(history).length === 0;
        verdicts[accepted ? 'accepted' : 'rejected'] += 1;
        expect(accepted).toBe(isLinearizable(history));
      }),
      { numRuns: 2_000, seed: 7 },
    );
    expect(Math.min(verdicts.accepted, verdicts.rejected)).toBeGreaterThan(400);
  });
});
