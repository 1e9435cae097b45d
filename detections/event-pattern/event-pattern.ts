/**
 * How EventBridge compares a field. A list of these fits when one of them does.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export type Matcher =
  | string
  | { readonly exists: boolean }
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly wildcard: string }
  | { readonly 'anything-but': readonly string[] | { readonly wildcard: readonly string[] } };

/** Fields that all have to fit, and under `$or` alternatives of which one has to. */
export interface FieldPatterns {
  readonly [field: string]: readonly Matcher[] | FieldPatterns | readonly FieldPatterns[];
}

/** An event pattern for calls that CloudTrail recorded; `detail` is the record. */
export interface EventPattern {
  readonly source: readonly [string];
  readonly 'detail-type': readonly ['AWS API Call via CloudTrail'];
  readonly detail: FieldPatterns;
}

/** What becomes of a condition; a clause that has no equal in the language is named. */
export type CompiledEventPattern =
  | { readonly expressible: true; readonly pattern: EventPattern }
  | {
      readonly expressible: false;
      /** In the words of a filter pattern; `undefined`: it is about the pattern as a whole. */
      readonly clause: string | undefined;
      /** Ends the sentence "EventBridge can't ask this, because …". */
      readonly because: string;
    };

/** A clause, or a pattern, that EventBridge can't ask. */
export class InexpressibleError extends Error {
  override readonly name = 'InexpressibleError';
  readonly clause: string | undefined;
  readonly because: string;

  constructor(clause: string | undefined, because: string) {
    super(clause === undefined ? because : `${clause}: ${because}`);
    this.clause = clause;
    this.because = because;
  }
}
