/** A pattern of EventBridge, compiled. */
export interface EventPattern {
  readonly matches: (event: unknown) => boolean;
}

/**
 * Compiles an event pattern that names exact values: each field of the pattern lists the values it may have, and a field
 * of the event that is a list matches by any of its members. What else EventBridge knows (prefix, exists, numeric, $or)
 * is refused.
 * @throws Error that names what is not simulated.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function compileEventPattern(text: string): EventPattern {
  const pattern = JSON.parse(text) as unknown;
  const test = compileNode(pattern, '');
  return { matches: test };
}

type Test = (value: unknown) => boolean;

function compileNode(pattern: unknown, path: string): Test {
  if (Array.isArray(pattern)) return compileValues(pattern, path);
  if (!isObject(pattern)) throw notSimulated(path, 'a value that is not in a list');
  const fields = Object.entries(pattern).map(([key, node]) => {
    if (key.startsWith('$')) throw notSimulated(path, key);
    return [key, compileNode(node, path === '' ? key : `${path}.${key}`)] as const;
  });
  return (value) => isObject(value) && fields.every(([key, test]) => test(value[key]));
}

function compileValues(allowed: readonly unknown[], path: string): Test {
  const filter = allowed.find(isObject);
  if (filter !== undefined) throw notSimulated(path, Object.keys(filter).join(', '));
  return (value) => (Array.isArray(value) ? value : [value]).some((each) => allowed.includes(each));
}

function notSimulated(path: string, what: string): Error {
  return new Error(
    `An event pattern with ${what} at ${path === '' ? 'its top' : path} is not simulated; lists of exact values are.`,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
