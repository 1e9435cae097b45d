/**
 * The syntax tree of a filter pattern: what the grammar yields, the compiler reads and the printer writes.
 *
 * The tree holds meaning, not spelling: spaces, redundant parentheses and optional quotes are gone, so two
 * patterns that CloudWatch must treat alike have equal trees.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export type FilterPatternSyntax = AllSyntax | TermsSyntax | JsonSyntax | SpaceDelimitedSyntax;

/** The empty pattern: every log event matches. */
export interface AllSyntax {
  readonly kind: 'all';
}

/** Unstructured terms: `ERROR -timeout "two words" %re%`. */
export interface TermsSyntax {
  readonly kind: 'terms';
  readonly terms: readonly Term[];
}

/** `required` has no prefix, `excluded` is `-term`, `optional` is `?term`. */
export interface Term {
  readonly role: 'required' | 'excluded' | 'optional';
  readonly match: SubstringMatch | RegexMatch;
}

/** A case-sensitive substring, wherever it stands in the message. */
export interface SubstringMatch {
  readonly kind: 'substring';
  readonly text: string;
}

/** `%source%`, an unanchored search. */
export interface RegexMatch {
  readonly kind: 'regex';
  readonly source: string;
}

/** `{ … }`. */
export interface JsonSyntax {
  readonly kind: 'json';
  readonly expression: JsonExpression;
}

export type JsonExpression = Tree<JsonCondition>;

export type Tree<Leaf> = Leaf | Junction<Leaf>;

/** Two or more operands. A junction within one of its own kind stands for parentheses in the text. */
export interface Junction<Leaf> {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Tree<Leaf>[];
}

export function isJunction<Leaf extends { readonly kind: string }>(tree: Tree<Leaf>): tree is Junction<Leaf> {
  return tree.kind === 'and' || tree.kind === 'or';
}

/** A property selector and what is asked of the value it finds. */
export type JsonCondition =
  | (Comparison & { readonly selector: Selector })
  | { readonly kind: 'is'; readonly selector: Selector; readonly type: 'NULL' | 'TRUE' | 'FALSE' }
  | { readonly kind: 'not-exists'; readonly selector: Selector };

/** A comparison without its left side, which is a selector in JSON and a field in space-delimited patterns. */
export type Comparison =
  | { readonly kind: 'equality'; readonly operator: '=' | '!='; readonly value: Value }
  | {
      readonly kind: 'order';
      readonly operator: '<' | '<=' | '>' | '>=';
      /** A number, spelled as in the pattern. */
      readonly number: string;
    };

/** The steps of `$.a[0].*` from the root. Never empty. */
export type Selector = readonly SelectorStep[];

export type SelectorStep =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  /** `.*` and `[*]` mean the same: all members of an array, all values of an object. */
  | { readonly kind: 'wildcard' };

export type Value = NumberValue | TextValue | RegexMatch;

/** An unquoted number: equal as a number to JSON numbers, equal as text to strings. */
export interface NumberValue {
  readonly kind: 'number';
  /** The number, spelled as in the pattern. */
  readonly text: string;
}

/** Text, quoted or not; `*` at either end stands for any characters. A lone `*` is empty text with both. */
export interface TextValue {
  readonly kind: 'text';
  readonly text: string;
  readonly leadingWildcard: boolean;
  readonly trailingWildcard: boolean;
}

/** `[ … ]`. No fields at all means any number of unnamed ones. */
export interface SpaceDelimitedSyntax {
  readonly kind: 'space-delimited';
  readonly fields: readonly SpaceField[];
}

export type SpaceField =
  | { readonly kind: 'ellipsis' }
  | {
      readonly kind: 'field';
      /** `undefined` for a field that is only a place. */
      readonly name: string | undefined;
      readonly condition: SpaceCondition | undefined;
    };

export type SpaceCondition = Tree<Comparison>;
