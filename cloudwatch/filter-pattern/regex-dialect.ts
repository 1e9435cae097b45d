import { FilterPatternError } from './filter-pattern-error.ts';

/**
 * CloudWatch's regular expressions: a small dialect without groups, look-around or back-references.
 * Validates a pattern character by character and spells it for JavaScript.
 *
 * `.`, `\s` and negated classes match line ends; the search is not anchored; `\d`, `\s` and `\w` are ASCII.
 * Without groups a match takes polynomial time at worst; patterns come from the owner, never from a message.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#regex-expressions
 */

const literal = /[A-Za-z0-9:_#=@/;,\- ]/;
const operators = '^$?[]{}|\\*+.';
const allowed = 'letters, digits, spaces, : _ # = @ / ; , - and the operators . ^ $ ? [ ] { } | \\ * +';
/** AWS states no limit; this is what linear-time engines commonly take. */
const maxRepetition = 1000;
/** `\s` is spelled out because JavaScript's also takes Unicode spaces. */
const classEscapes: Readonly<Record<string, string>> = {
  d: '\\d',
  D: '\\D',
  w: '\\w',
  W: '\\W',
  s: '[\\t\\n\\v\\f\\r ]',
  S: '[^\\t\\n\\v\\f\\r ]',
};
/** Inside brackets a class is a list of its characters; `\S` is everything around the spaces. */
const insideClass: Readonly<Record<string, string>> = {
  ...classEscapes,
  s: '\\t\\n\\v\\f\\r ',
  S: '\\x00-\\x08\\x0e-\\x1f\\x21-\\u{10ffff}',
};

/**
 * Checks a regular expression.
 *
 * @param offset where `source` begins in the pattern, for the error's position.
 * @throws FilterPatternError when CloudWatch does not support it or does not say what it means.
 */
export function validateRegex(source: string, offset: number): void {
  new Translation(source, offset).translate();
}

/** A JavaScript expression that searches for what a valid `source` searches for. */
export function compileRegex(source: string): RegExp {
  return new RegExp(new Translation(source, 0).translate(), 'su');
}

class Translation {
  readonly #source: string;
  readonly #offset: number;
  #at = 0;

  constructor(source: string, offset: number) {
    this.#source = source;
    this.#offset = offset;
  }

  translate(): string {
    if (this.#source === '') this.#fail('an empty regular expression', 'an expression between the % signs');
    let result = '';
    while (this.#at < this.#source.length) result += this.#piece();
    return result;
  }

  /** One alternation bar, anchor, or atom with its quantifier. */
  #piece(): string {
    const character = this.#peek();
    if (character === '|' || character === '^' || character === '$') {
      this.#at += 1;
      this.#refuseQuantifier();
      return character;
    }
    this.#refuseQuantifier();
    return this.#atom() + this.#quantifier();
  }

  #atom(): string {
    const character = this.#peek();
    if (character === '[') return this.#class();
    if (character === '\\') return this.#escape(classEscapes);
    if (character === ']' || character === '}') {
      this.#fail(`an unopened ${character}`, `\\${character} for the character itself`);
    }
    this.#refuseForbidden(character);
    this.#at += 1;
    return character === '.' ? '.' : escapeForJavaScript(character);
  }

  #quantifier(): string {
    const start = this.#at;
    const character = this.#peek();
    let result = '';
    if (character === '{') result = this.#braces();
    else if (isQuantifierStart(character)) {
      this.#at += 1;
      result = character;
    }
    if (result !== '' && isQuantifierStart(this.#peek())) {
      this.#at = start;
      this.#fail('a quantifier after a quantifier, which AWS leaves undefined', 'one quantifier');
    }
    return result;
  }

  #braces(): string {
    const match = /^\{(\d*)(,?)(\d*)\}/.exec(this.#source.slice(this.#at));
    const [whole = '', from = '', comma = '', to = ''] = match ?? [];
    const reversed = comma === ',' && to !== '' && Number(from) > Number(to);
    if (whole === '' || (from === '' && to === '') || reversed) {
      this.#fail('a malformed repetition', '{n}, {n,}, {,n} or {n,m}');
    }
    if (Math.max(Number(from), Number(to)) > maxRepetition) {
      this.#fail('a repetition whose limit AWS leaves undefined', `at most ${maxRepetition} repetitions`);
    }
    this.#at += whole.length;
    return `{${from === '' ? '0' : from}${comma}${to}}`;
  }

  #class(): string {
    this.#at += 1;
    const negated = this.#peek() === '^';
    if (negated) this.#at += 1;
    let result = negated ? '[^' : '[';
    if (this.#peek() === ']') this.#fail('an empty character class', 'at least one character');
    while (this.#peek() !== ']') {
      if (this.#at >= this.#source.length) this.#fail('a character class that does not end', 'a ]');
      result += this.#member();
    }
    this.#at += 1;
    return `${result}]`;
  }

  /** One character, escape or range of a character class. */
  #member(): string {
    const start = this.#at;
    const from = this.#memberEnd();
    const isRange = this.#peek() === '-' && this.#source[this.#at + 1] !== ']' && this.#source[start] !== '-';
    if (!isRange || this.#at + 1 >= this.#source.length) return from.spelling;
    this.#at += 1;
    const to = this.#memberEnd();
    if (from.code === undefined || to.code === undefined || from.code > to.code) {
      this.#at = start;
      this.#fail('a range that is out of order', 'a range such as a-z');
    }
    return `${from.spelling}-${to.spelling}`;
  }

  #memberEnd(): { spelling: string; code: number | undefined } {
    const character = this.#peek();
    if (character === '[') this.#fail('a [ inside a character class', '\\[ for the character itself');
    if (character === '\\') {
      const next = this.#source[this.#at + 1] ?? '';
      const spelling = this.#escape(insideClass);
      return { spelling, code: next in classEscapes ? undefined : codeOfEscape(spelling) };
    }
    this.#refuseForbidden(character);
    this.#at += 1;
    return { spelling: escapeForJavaScript(character), code: character.codePointAt(0) };
  }

  #escape(classes: Readonly<Record<string, string>>): string {
    const next = this.#source[this.#at + 1] ?? '';
    if (Object.hasOwn(classes, next)) {
      this.#at += 2;
      return classes[next] ?? '';
    }
    const hex = /^\\x[0-9A-Fa-f]{2}/.exec(this.#source.slice(this.#at))?.[0];
    if (hex !== undefined) {
      this.#at += hex.length;
      return hex;
    }
    if (next === '' || !operators.includes(next)) {
      this.#fail(
        `the escape \\${next}, which AWS does not define`,
        '\\d \\D \\s \\S \\w \\W \\xHH or an escaped operator',
      );
    }
    this.#at += 2;
    return escapeForJavaScript(next);
  }

  #refuseQuantifier(): void {
    if (!isQuantifierStart(this.#peek())) return;
    this.#fail('a quantifier without anything to repeat', 'an atom before it');
  }

  #refuseForbidden(character: string): void {
    if (literal.test(character) || operators.includes(character)) return;
    const shown = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#fail(`the character ${JSON.stringify(shown)} in a regular expression`, allowed);
  }

  #peek(): string {
    return this.#source[this.#at] ?? '';
  }

  #fail(problem: string, expected: string): never {
    throw new FilterPatternError(`Found ${problem}`, this.#offset + this.#at, expected);
  }
}

function isQuantifierStart(character: string): boolean {
  return character !== '' && '?*+{'.includes(character);
}

function codeOfEscape(spelling: string): number | undefined {
  return spelling.startsWith('\\x')
    ? parseInt(spelling.slice(2), 16)
    : spelling.codePointAt(spelling.length - 1);
}

/** With the `u` flag only syntax characters may be escaped; `-` is one inside a class alone. */
function escapeForJavaScript(character: string): string {
  if (character === '-') return '\\x2d';
  return operators.includes(character) || character === '/' ? `\\${character}` : character;
}
