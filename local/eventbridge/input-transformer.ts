import { isObject } from './is-object.ts';

/** What a target gets of an event. */
export type Transform = (event: unknown) => string;

/** As it is declared on a target. @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html */
export interface InputTransformer {
  readonly inputPaths?: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** A value's name in a template. */
const placeholder = /<([^<>\s"]+)>/;

/** Leaves no JSON where it stands for a value within a text, or for a name. */
const anyValue = '{"value":null}';

/**
 * Compiles a template whose values stand where JSON has a value: there each is written as JSON, and one that the event
 * lacks as nothing. Values within a text, EventBridge's own (`<aws.events.…>`) and paths into lists are refused.
 * @throws Error that names what is not simulated.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function compileInputTransformer({ inputPaths = {}, inputTemplate }: InputTransformer): Transform {
  const paths = new Map(Object.entries(inputPaths).map(([name, path]) => [name, stepsOf(path)]));
  const parts = inputTemplate.split(placeholder);
  const render = (valueOf: (name: string) => string): string =>
    parts.map((part, index) => (index % 2 === 0 ? part : valueOf(part))).join('');
  const shape = render((name) => {
    if (!paths.has(name)) throw notSimulated(`<${name}>, which has no input path,`);
    return anyValue;
  });
  if (!isJson(shape)) throw notSimulated('other than JSON with whole values');
  return (event) => render((name) => asJson(valueAt(event, paths.get(name) ?? [])));
}

function stepsOf(path: string): readonly string[] {
  if (!/^\$(?:\.[\w-]+)*$/.test(path)) throw notSimulated(`the path ${path}`);
  return path.split('.').slice(1);
}

function valueAt(event: unknown, steps: readonly string[]): unknown {
  return steps.reduce((value, step) => (isObject(value) ? value[step] : undefined), event);
}

function asJson(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function notSimulated(what: string): Error {
  return new Error(
    `An input transformer with ${what} is not simulated; a template of JSON with values by paths such as $.detail is.`,
  );
}
