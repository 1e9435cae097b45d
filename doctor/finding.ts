/** What a check says of one thing it looked at. */
export interface Finding {
  /**
   * `fault`: detection or service does not do what it was deployed for. `warning`: it does, and somebody should
   * know something. `unchecked`: it could not be looked at, so nothing is known.
   */
  readonly severity: 'ok' | 'warning' | 'fault' | 'unchecked';
  /** What is the case, in one sentence. */
  readonly sentence: string;
  /** What to do about it. Only what is well has none. */
  readonly cure?: string;
}

export function ok(sentence: string): Finding {
  return { severity: 'ok', sentence };
}

export function warning(sentence: string, cure: string): Finding {
  return { severity: 'warning', sentence, cure };
}

export function fault(sentence: string, cure: string): Finding {
  return { severity: 'fault', sentence, cure };
}

export function unchecked(sentence: string, cure: string): Finding {
  return { severity: 'unchecked', sentence, cure };
}

/**
 * What cures every difference between program and AWS: without `--refresh`, Pulumi compares the program with its
 * own state only and sees none.
 */
export const restore = 'run "npx pulumi up --refresh"';

/** What was found wrong, or, where nothing was, that all is well. */
export function orWell(findings: readonly Finding[], sentence: string): readonly Finding[] {
  return findings.length === 0 ? [ok(sentence)] : findings;
}
