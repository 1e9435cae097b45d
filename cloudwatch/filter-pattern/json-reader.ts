import { isNumber } from './decimal.ts';

/** A JSON number that remembers how it was written: `1` and `1.0` differ as text and are equal as numbers. */
export class JsonNumber {
  // Out of reach of a selector: there is no property, own or inherited, that one could name.
  readonly #lexeme: string;

  constructor(lexeme: string) {
    this.#lexeme = lexeme;
  }

  static lexemeOf(number: JsonNumber): string {
    return number.#lexeme;
  }
}

export type JsonValue = null | boolean | string | JsonNumber | JsonValue[] | JsonObject;

/** Has no prototype, so that `__proto__` and `constructor` are keys like any other. */
export interface JsonObject {
  [key: string]: JsonValue;
}

type Container = JsonValue[] | JsonObject;

const more = Symbol('more');
const space = /[ \t\n\r]*/y;
const numberToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literals: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/**
 * Reads a JSON text without losing how numbers were written. Accepts exactly what `JSON.parse` accepts; of
 * duplicate keys the last wins; nesting is bounded by memory only, never by the call stack.
 *
 * @returns `undefined` when the text is not JSON.
 */
export function readJson(text: string): JsonValue | undefined {
  return new Reader(text).read();
}

class Reader {
  readonly #text: string;
  #at = 0;
  readonly #open: { container: Container; key: string | undefined }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): JsonValue | undefined {
    for (;;) {
      this.#skipSpace();
      const value = this.#scalarOrOpening();
      if (value === undefined) return undefined;
      if (typeof value === 'object' && value !== null && this.#opens(value)) continue;
      const outcome = this.#close(value);
      if (outcome !== more) return outcome;
    }
  }

  /** Whether the container just begun has members to read before it is complete. */
  #opens(value: JsonValue): boolean {
    const top = this.#open.at(-1);
    return top !== undefined && top.container === value;
  }

  /** Reads one scalar, or the start of a container, which it pushes unless it is empty. */
  #scalarOrOpening(): JsonValue | undefined {
    const character = this.#text[this.#at];
    if (character === '"') return this.#string();
    if (character === '[') return this.#begin([], ']');
    if (character === '{') return this.#begin(Object.create(null) as JsonObject, '}');
    for (const [spelling, value] of literals) {
      if (this.#text.startsWith(spelling, this.#at)) {
        this.#at += spelling.length;
        return value;
      }
    }
    numberToken.lastIndex = this.#at;
    const lexeme = numberToken.exec(this.#text)?.[0];
    if (lexeme === undefined) return undefined;
    this.#at += lexeme.length;
    return new JsonNumber(lexeme);
  }

  #begin(container: Container, closing: ']' | '}'): Container | undefined {
    this.#at += 1;
    this.#skipSpace();
    if (this.#text[this.#at] === closing) {
      this.#at += 1;
      return container;
    }
    const frame = { container, key: undefined };
    this.#open.push(frame);
    return this.#key() ? container : undefined;
  }

  /** Adds a complete value to its container, then closes containers; `more` when another value must follow. */
  #close(complete: JsonValue): JsonValue | typeof more | undefined {
    let value = complete;
    for (;;) {
      const top = this.#open.at(-1);
      this.#skipSpace();
      if (top === undefined) return this.#at === this.#text.length ? value : undefined;
      if (Array.isArray(top.container)) top.container.push(value);
      else top.container[top.key ?? ''] = value;

      const character = this.#text[this.#at];
      this.#at += 1;
      if (character === ',') return this.#key() ? more : undefined;
      if (character !== (Array.isArray(top.container) ? ']' : '}')) return undefined;
      this.#open.pop();
      value = top.container;
    }
  }

  /** Reads `"key":` when the innermost container is an object. False on anything else there. */
  #key(): boolean {
    const top = this.#open.at(-1);
    if (top === undefined || Array.isArray(top.container)) return true;
    this.#skipSpace();
    const key = this.#text[this.#at] === '"' ? this.#string() : undefined;
    this.#skipSpace();
    if (key === undefined || this.#text[this.#at] !== ':') return false;
    this.#at += 1;
    top.key = key;
    return true;
  }

  #string(): string | undefined {
    let end = this.#at + 1;
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === '\\' ? 2 : 1;
    const lexeme = this.#text.slice(this.#at, end + 1);
    this.#at = end + 1;
    try {
      return JSON.parse(lexeme) as string;
    } catch {
      return undefined;
    }
  }

  #skipSpace(): void {
    space.lastIndex = this.#at;
    this.#at += space.exec(this.#text)?.[0].length ?? 0;
  }
}

/** Whether a parsed value is an object, not an array and not a number. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber)
  );
}

/** The text of a JSON number, or of a JavaScript number in an event that was parsed elsewhere. */
export function numberText(value: unknown): string | undefined {
  if (value instanceof JsonNumber) return JsonNumber.lexemeOf(value);
  if (typeof value !== 'number') return undefined;
  const text = String(value);
  return isNumber(text) ? text : undefined;
}
