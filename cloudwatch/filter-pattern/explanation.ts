/** Why a message matches a pattern, or does not: what a person reads instead of the pattern's syntax. */
export interface PatternExplanation {
  /** What `match` answers. */
  readonly matches: boolean;
  /** Why no clause was asked, in a sentence: the message is not of the form that the pattern speaks of. */
  readonly refusal?: string;
  /** `undefined`: no clause was asked, or there is none, as in the empty pattern. */
  readonly clause?: ClauseExplanation;
}

export type ClauseExplanation = JunctionExplanation | ConditionExplanation;

/** Clauses under `&&` or `||`. All of them were asked, also those that could no longer decide. */
export interface JunctionExplanation {
  readonly kind: 'and' | 'or';
  readonly holds: boolean;
  readonly operands: readonly ClauseExplanation[];
}

/** One condition. */
export interface ConditionExplanation {
  readonly kind: 'condition';
  /** As the pattern spells it. */
  readonly text: string;
  readonly holds: boolean;
  /**
   * What the condition looked at, as JSON; empty when there was nothing, and where it looks at the whole message.
   * Long values are cut, many are counted.
   */
  readonly seen: readonly string[];
}
