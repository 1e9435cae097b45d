import { isObject } from './is-object.ts';

/** What a field of a pattern lists, compiled. */
export interface ValueTest {
  /** Of one value that is there: a text, a number, a flag or `null`. */
  readonly allows: (value: unknown) => boolean;
  /** Whether the field may be missing. */
  readonly mayBeAbsent: boolean;
}

type Allows = ValueTest['allows'];
/** The error for what is not simulated. */
export type Refuse = (what: string) => Error;

/**
 * A field fits when one of its listed values or operators does. Values are compared as JSON writes them: 5 is not "5".
 * @throws what `refuse` makes, for what is not simulated.
 */
export function compileValueTest(listed: readonly unknown[], refuse: Refuse): ValueTest {
  const allowing = listed.map((each) => compileOne(each, refuse));
  return {
    allows: (value) => allowing.some((allows) => allows(value)),
    mayBeAbsent: listed.some((each) => isObject(each) && each['exists'] === false),
  };
}

function compileOne(listed: unknown, refuse: Refuse): Allows {
  if (Array.isArray(listed)) throw refuse('a list in a list');
  if (!isObject(listed)) return (value) => value === listed;
  const [[operator, operand] = ['no operator', undefined], ...more] = Object.entries(listed);
  if (more.length > 0) throw refuse(`${Object.keys(listed).join(' and ')} in one`);
  switch (operator) {
    case 'exists':
      if (typeof operand === 'boolean') return () => operand;
      break;
    case 'prefix':
      if (typeof operand === 'string') return ofTexts((text) => text.startsWith(operand));
      break;
    case 'suffix':
      if (typeof operand === 'string') return ofTexts((text) => text.endsWith(operand));
      break;
    case 'wildcard':
      if (isPlainText(operand)) return ofTexts(wildcard(operand));
      break;
    case 'anything-but':
      return compileAnythingBut(operand, refuse);
  }
  throw refuse(operator);
}

function compileAnythingBut(operand: unknown, refuse: Refuse): Allows {
  if (!isObject(operand)) {
    const refused: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
    if (!refused.every((each) => typeof each === 'string' || typeof each === 'number')) {
      throw refuse('anything-but other than texts and numbers');
    }
    return (value) => !refused.some((each) => each === value);
  }
  const { wildcard: listed, ...more } = operand;
  const patterns: readonly unknown[] = Array.isArray(listed) ? listed : [listed];
  if (Object.keys(more).length > 0 || !patterns.every(isPlainText)) {
    throw refuse(`anything-but ${Object.keys(operand).join(', ')}`);
  }
  const refused = patterns.map((pattern) => ofTexts(wildcard(pattern)));
  return (value) => !refused.some((allows) => allows(value));
}

function ofTexts(allows: (text: string) => boolean): Allows {
  return (value) => typeof value === 'string' && allows(value);
}

/** A backslash would escape a star, or itself. */
function isPlainText(operand: unknown): operand is string {
  return typeof operand === 'string' && !operand.includes('\\');
}

/** A star stands for any characters, or for none. Each part is looked for as early as it can be: that leaves the most for the next. */
function wildcard(pattern: string): (text: string) => boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return (text) => text === pattern;
  return (text) => {
    if (!text.startsWith(first)) return false;
    let from = first.length;
    for (const part of rest) {
      const at = text.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return text.length - last.length >= from && text.endsWith(last);
  };
}
