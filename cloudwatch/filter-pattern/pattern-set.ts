import { compileJson } from './compile-json.ts';
import { compilePath } from './compile-selector.ts';
import type { Predicate } from './compile-tree.ts';
import type { FilterPattern } from './index.ts';
import { isJsonObject, numberText, readJson } from './json-reader.ts';
import { type Choice, type Conjunct, mostShared, type Rule, rulesOf, widestChoice } from './pattern-rules.ts';

/**
 * Several patterns asked together. A value that several of them select is read once, a condition that several of
 * them have is tested once, and what one value decides for many is looked up instead of compared many times.
 */
export interface PatternSet {
  /**
   * Which patterns match a message, by their places in the set, in order. `event` is the message as `JSON.parse`
   * reads it, `undefined` when it is no JSON object. Valid until the next call.
   */
  match(message: string, event: object | undefined): readonly number[];
  /** The same of an event parsed elsewhere, with the limits of {@link FilterPattern.matchEvent}. */
  matchEvent(event: object): readonly number[];
}

/** Puts the patterns that match an event into a list. */
type Step = (event: unknown, found: number[]) => void;

const nothing: Step = () => undefined;

/** Compiles patterns together. Those that are not JSON are asked one by one. */
export function createPatternSet(patterns: readonly FilterPattern[]): PatternSet {
  let numbersSeen = 0;
  const rules = patterns.flatMap(({ syntax }, place) =>
    syntax.kind === 'json' ? rulesOf(syntax.expression, place) : [],
  );
  const step = compileRules(rules, () => (numbersSeen += 1));
  const others = [...patterns.entries()].filter(([, { kind }]) => kind !== 'json');
  const found: number[] = [];

  function collect(event: unknown, matchesOther: Predicate<FilterPattern>): readonly number[] {
    found.length = 0;
    if (isJsonObject(event)) step(event, found);
    for (const [place, pattern] of others) if (matchesOther(pattern)) found.push(place);
    return found.length < 2 ? found : found.sort((a, b) => a - b);
  }

  function match(message: string, event: object | undefined): readonly number[] {
    const numbersBefore = numbersSeen;
    const matches = collect(event, (pattern) => pattern.match(message));
    if (numbersSeen === numbersBefore) return matches;
    // A number decided, and its spelling counts.
    return collect(readJson(message), (pattern) => pattern.match(message));
  }
  return { match, matchEvent: (event) => collect(event, (pattern) => pattern.matchEvent(event)) };
}

function compileRules(rules: readonly Rule[], onNumber: () => void): Step {
  const certain = rules.filter(({ conjuncts }) => conjuncts.length === 0);
  const open = rules.filter(({ conjuncts }) => conjuncts.length > 0);
  const steps = certain.map(({ pattern }) => compileFind(pattern));
  if (open.length > 0) {
    const choice = widestChoice(open);
    steps.push(choice === undefined ? compileTest(open, onNumber) : compileLookup(open, choice, onNumber));
  }
  return steps.reduce(inTurn, nothing);
}

function inTurn(first: Step, second: Step): Step {
  if (first === nothing) return second;
  if (second === nothing) return first;
  return (event, found) => {
    first(event, found);
    second(event, found);
  };
}

/** A pattern with several ways to match is found once. */
function compileFind(pattern: number): Step {
  return (_, found) => {
    if (!found.includes(pattern)) found.push(pattern);
  };
}

/** Tests the condition that most rules have, once for all of them. */
function compileTest(rules: readonly Rule[], onNumber: () => void): Step {
  const shared = mostShared(rules);
  const isShared = ({ key }: Conjunct): boolean => key === shared.key;
  const holds = compileJson(shared.expression, onNumber);
  const { having, others } = divide(rules, isShared);
  const next = compileRules(having, onNumber);
  return inTurn(
    (event, found) => {
      if (holds(event)) next(event, found);
    },
    compileRules(others, onNumber),
  );
}

/** Reads the value that decides most rules, and goes on with those that want just this one. */
function compileLookup(
  rules: readonly Rule[],
  { selector, selectorKey }: Choice,
  onNumber: () => void,
): Step {
  const decides = ({ choice }: Conjunct): boolean => choice?.selectorKey === selectorKey;
  const textsOf = ({ conjuncts }: Rule): readonly string[] => conjuncts.find(decides)?.choice?.texts ?? [];
  const wanted = new Set(rules.flatMap(textsOf));
  const byText = new Map(
    [...wanted].map((text) => {
      const wanting = rules.filter((rule) => textsOf(rule).includes(text));
      return [text, compileRules(divide(wanting, decides).having, onNumber)];
    }),
  );
  const read = compilePath(selector);
  return inTurn(
    (event, found) => {
      const value = read(event);
      if (typeof value === 'number') onNumber();
      const text = typeof value === 'string' ? value : numberText(value);
      if (text !== undefined) byText.get(text)?.(event, found);
    },
    compileRules(divide(rules, decides).others, onNumber),
  );
}

/** The rules that have a conjunct, without it, and the others. Of several such conjuncts the first is meant. */
function divide(rules: readonly Rule[], isMeant: (conjunct: Conjunct) => boolean) {
  const having: Rule[] = [];
  const others: Rule[] = [];
  for (const rule of rules) {
    const meant = rule.conjuncts.find(isMeant);
    if (meant === undefined) others.push(rule);
    else having.push({ ...rule, conjuncts: rule.conjuncts.filter((conjunct) => conjunct !== meant) });
  }
  return { having, others };
}
