/**
 * What is asked of a CloudTrail record, as data: the one source of a detection's filter pattern, of
 * its event pattern and of its query.
 *
 * A field is a path of names; a step `[*]` stands for every element of a list. A text may have `*` at its ends,
 * which stands for any characters; `*` alone is any text.
 */
export type Condition = Junction | Test;

export interface Junction {
  readonly kind: 'all' | 'any';
  /** Two or more, none of them a junction of the same kind. */
  readonly of: readonly Condition[];
}

export type Test =
  | { readonly kind: 'is'; readonly field: string; readonly text: string }
  | { readonly kind: 'is-not'; readonly field: string; readonly text: string }
  | { readonly kind: 'absent'; readonly field: string };

export const is = (field: string, text: string): Condition => ({ kind: 'is', field, text });

export const absent = (field: string): Condition => ({ kind: 'absent', field });

export const isOneOf = (field: string, texts: readonly string[]): Condition =>
  any(...texts.map((text) => is(field, text)));

/** That a field is there and holds none of the texts: `!=` is false for a missing one. */
export const isOtherThan = (field: string, texts: readonly string[]): Condition =>
  all(...texts.map((text) => ({ kind: 'is-not', field, text }) as const));

/** That a field is missing or holds none of the texts. */
export const isNoneOf = (field: string, texts: readonly string[]): Condition =>
  any(absent(field), isOtherThan(field, texts));

export const all = (...conditions: readonly Condition[]): Condition => join('all', conditions);

export const any = (...conditions: readonly Condition[]): Condition => join('any', conditions);

function join(kind: Junction['kind'], conditions: readonly Condition[]): Condition {
  const of = conditions.flatMap((each) => (each.kind === kind ? each.of : [each]));
  const [only, ...others] = of;
  if (only === undefined) throw new RangeError(`"${kind}" of no conditions means nothing.`);
  return others.length === 0 ? only : { kind, of };
}
