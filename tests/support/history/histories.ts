import fc from 'fast-check';

import type { Operation } from './operation.ts';

type Draft =
  | { readonly kind: 'create'; readonly stored: boolean }
  | { readonly kind: 'replace' | 'decrypt'; readonly key: number; readonly outcome: number };

const draft: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('create' as const), stored: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('replace' as const, 'decrypt' as const),
      key: fc.nat(3),
      outcome: fc.nat(9),
    }),
  },
);

interface Answered {
  readonly key: string;
  readonly text: string;
  readonly at: number;
}

/** Gives a draft Keys that were answered before it began, or one that never was. */
const complete = (one: Draft, span: { startedAt: number; endedAt: number }, known: Answered[]): Operation => {
  const fresh = `k${known.length}`;
  const text = `text of ${fresh}`;
  const store = (): { stored: string } => {
    known.push({ key: fresh, text, at: span.endedAt });
    return { stored: fresh };
  };
  if (one.kind === 'create')
    return { ...span, kind: 'create', text, outcome: one.stored ? store() : 'taken' };
  const usable = known.filter(({ at }) => at < span.startedAt);
  const used = usable[usable.length - 1 - one.key] ?? usable.at(-1);
  const key = used?.key ?? 'nobody has it';
  if (one.kind === 'replace') {
    const outcome = one.outcome < 5 ? store() : one.outcome < 8 ? 'refused' : 'superseded';
    return { ...span, kind: 'replace', key, text, outcome };
  }
  const outcome = one.outcome < 5 ? { text: used?.text ?? '' } : 'refused';
  return { ...span, kind: 'decrypt', key, outcome };
};

/**
 * Random histories that begin with a create, of up to so many operations more: every moment differs, Keys
 * are used only after they were answered, and the answers may make sense or not.
 */
export const histories = (maxLength: number): fc.Arbitrary<Operation[]> =>
  fc
    .record({
      drafts: fc.array(draft, { maxLength }),
      moments: fc.shuffledSubarray(
        Array.from({ length: 2 * maxLength }, (_, moment) => moment + 2),
        { minLength: 2 * maxLength },
      ),
    })
    .map(({ drafts, moments }) => {
      const spans = drafts
        .map((_, index) => [moments[2 * index] ?? 0, moments[2 * index + 1] ?? 0])
        .map((pair) => ({ startedAt: Math.min(...pair), endedAt: Math.max(...pair) }))
        .sort((one, other) => one.startedAt - other.startedAt);
      const known: Answered[] = [];
      const first = complete({ kind: 'create', stored: true }, { startedAt: 0, endedAt: 1 }, known);
      const later = drafts.flatMap((one, index) => {
        const span = spans[index];
        return span === undefined ? [] : [complete(one, span, known)];
      });
      return [first, ...later];
    });
