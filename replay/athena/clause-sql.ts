import type { JsonCondition } from '../../cloudwatch/filter-pattern/index.ts';

/** What a clause asks of the value its selector finds. */
export type ClauseTest = JsonCondition extends infer Condition
  ? Condition extends JsonCondition
    ? Omit<Condition, 'selector'>
    : never
  : never;

/** A clause of a filter pattern in SQL, or why there is none. */
export type ClauseSql = Condition | Refusal;

interface Condition {
  readonly kind: 'sql';
  /** Never NULL: what CloudWatch calls false is FALSE. */
  readonly sql: string;
  /** What must be so of CloudTrail's records for the two to agree; a sentence. */
  readonly assumption?: string | undefined;
}

interface Refusal {
  readonly kind: 'refused';
  /** A part of a sentence, after a colon. */
  readonly why: string;
}

export function refused(why: string): Refusal {
  return { kind: 'refused', why };
}

/** A condition that is NULL where its operand is, made false there. */
export function orFalse(condition: string): Condition {
  return { kind: 'sql', sql: `COALESCE(${condition}, FALSE)` };
}

/** A condition that is never NULL. */
export function certain(sql: string): Condition {
  return { kind: 'sql', sql };
}
