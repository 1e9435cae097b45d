/** What a variable may hold: a pattern for the whole value, and the same in words. */
export interface Rule {
  readonly pattern: RegExp;
  readonly words: string;
  /** What is put here by mistake may be a secret, and is then not repeated. */
  readonly mayHideSecret?: true;
}

/** Every problem of the environment at once, one sentence each. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * Reads variables and notes what is wrong with them instead of stopping at the first. A reader that noted a
 * problem returns a placeholder; {@link throwIfProblems} must be called before any value is used.
 */
export class Environment {
  readonly #variables: Readonly<Record<string, string | undefined>>;
  readonly #problems: string[] = [];

  constructor(variables: Readonly<Record<string, string | undefined>>) {
    this.#variables = variables;
  }

  string(name: string, rule: Rule, fallback?: string): string {
    const value = this.#variables[name] ?? fallback;
    if (value === undefined) {
      this.#problems.push(`${name} is missing: set it to ${rule.words}.`);
      return '';
    }
    if (rule.pattern.test(value)) return value;
    this.#refuse(name, rule.mayHideSecret ? undefined : value, rule.words);
    return '';
  }

  integer(name: string, { min, max }: { min: number; max: number }, fallback: number): number {
    const value = this.#variables[name] ?? String(fallback);
    const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
    if (!(number >= min && number <= max)) this.#refuse(name, value, `a whole number from ${min} to ${max}`);
    return number;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const value = this.#variables[name] ?? fallback;
    const found = allowed.find((one) => one === value);
    if (found === undefined) this.#refuse(name, value, `one of ${allowed.join(', ')}`);
    return found ?? fallback;
  }

  /** An ARN whose first captured group is its region, which must be `region`: one client serves one region. */
  arn(name: string, rule: Rule, region: string): string {
    const value = this.string(name, rule);
    this.#requireRegion(name, value, rule, region);
    return value;
  }

  /** ARNs separated by commas; none when the variable is missing or empty. */
  arns(name: string, rule: Rule, region: string): string[] {
    const values = (this.#variables[name] ?? '').split(',').filter((value) => value !== '');
    for (const value of values) {
      if (!rule.pattern.test(value)) this.#refuse(name, value, rule.words);
      this.#requireRegion(name, value, rule, region);
    }
    return values;
  }

  /** What `parse` makes of the value, which may be missing. What it throws becomes a problem. */
  parsed<T>(name: string, parse: (value: string | undefined) => T): T {
    const value = this.#variables[name];
    try {
      return parse(value);
    } catch (error) {
      const given = value === undefined ? 'missing' : `"${value}"`;
      this.#problems.push(`${name} is ${given}: ${(error as Error).message}`);
      return undefined as T;
    }
  }

  /** @throws EnvironmentError */
  throwIfProblems(): void {
    if (this.#problems.length > 0) throw new EnvironmentError(this.#problems);
  }

  #requireRegion(name: string, value: string, rule: Rule, region: string): void {
    const found = rule.pattern.exec(value)?.[1];
    if (found !== undefined && region !== '' && found !== region) {
      this.#refuse(name, value, `in the service's own region, ${region} (AWS_REGION)`);
    }
  }

  #refuse(name: string, value: string | undefined, words: string): void {
    const given = value === undefined ? 'something else' : `"${value}"`;
    this.#problems.push(`${name} is ${given}; it must be ${words}.`);
  }
}
