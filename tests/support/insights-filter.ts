/**
 * A slow, obvious reading of the filter that a query of CloudWatch Logs Insights begins with, as far as ours use the
 * language: `and`, `or`, parentheses, `ispresent`, comparison, `in` and `like` with text or regular expression.
 *
 * AWS does not say what `!=` and `not like` are for a missing field. Whoever asks must get the same answer either way.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Filter.html
 */
export function isShown(query: string, record: object): boolean {
  const filter = /^\| filter (.*)$/m.exec(query)?.[1];
  if (filter === undefined) throw new Error('The query has no filter.');
  const [shown, ...others] = [false, true].map((differs) => new FilterReader(filter, record, differs).read());
  if (others.some((other) => other !== shown)) {
    throw new Error('Whether the record is shown depends on what != is for a missing field.');
  }
  return shown === true;
}

const tokenForm = /\s*("[^"]*"|\/(?:\\.|[^/])*\/|!=|[=(),[\]]|[@\w.]+)/y;

class FilterReader {
  readonly #tokens: readonly string[];
  readonly #record: object;
  /** Whether a missing field differs from a text. */
  readonly #missingDiffers: boolean;
  #next = 0;

  constructor(text: string, record: object, missingDiffers: boolean) {
    this.#tokens = tokensOf(text);
    this.#record = record;
    this.#missingDiffers = missingDiffers;
  }

  read(): boolean {
    const holds = this.#any();
    if (this.#peek() !== undefined) throw new Error(`Nothing may follow, but ${String(this.#peek())} does.`);
    return holds;
  }

  #any(): boolean {
    const operands = [this.#all()];
    while (this.#accept('or')) operands.push(this.#all());
    return operands.includes(true);
  }

  #all(): boolean {
    const operands = [this.#test()];
    while (this.#accept('and')) operands.push(this.#test());
    return !operands.includes(false);
  }

  #test(): boolean {
    if (this.#accept('(')) {
      const holds = this.#any();
      this.#expect(')');
      return holds;
    }
    if (this.#accept('not')) return !this.#isPresent();
    return this.#peek() === 'ispresent' ? this.#isPresent() : this.#comparison();
  }

  #isPresent(): boolean {
    this.#expect('ispresent');
    this.#expect('(');
    const value = this.#value(this.#take());
    this.#expect(')');
    return value !== undefined;
  }

  #comparison(): boolean {
    const value = this.#value(this.#take());
    const negated = this.#accept('not');
    const operator = this.#take();
    if (operator === 'in') return this.#list().includes(`"${String(value)}"`);
    const holds = this.#holds(operator, this.#take(), value);
    return negated ? (value === undefined ? this.#missingDiffers : !holds) : holds;
  }

  #list(): string[] {
    this.#expect('[');
    const items = [this.#take()];
    while (this.#accept(',')) items.push(this.#take());
    this.#expect(']');
    return items;
  }

  #holds(operator: string, operand: string, value: string | undefined): boolean {
    const text = operand.slice(1, -1);
    if (value === undefined) return operator === '!=' && this.#missingDiffers;
    if (operator === '=') return value === text;
    if (operator === '!=') return value !== text;
    if (operator !== 'like') throw new Error(`${operator} is no comparison.`);
    return operand.startsWith('/') ? new RegExp(text).test(value) : value.includes(text);
  }

  /** Insights sees `null` as missing and knows a record's text as `@message`. */
  #value(field: string): string | undefined {
    if (field === '@message') return JSON.stringify(this.#record);
    const value = field
      .split('.')
      .reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], this.#record);
    return typeof value === 'string' ? value : undefined;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#next];
  }

  #take(): string {
    const token = this.#tokens[this.#next++];
    if (token === undefined) throw new Error('The filter ends too early.');
    return token;
  }

  #accept(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#next += 1;
    return true;
  }

  #expect(token: string): void {
    const found = this.#take();
    if (found !== token) throw new Error(`${token} was expected, not ${found}.`);
  }
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const form = new RegExp(tokenForm);
  while (form.lastIndex < text.length) {
    const at = form.lastIndex;
    const token = form.exec(text)?.[1];
    if (token === undefined) throw new Error(`No token of a filter begins with ${text.slice(at, at + 20)}.`);
    tokens.push(token);
  }
  return tokens;
}
