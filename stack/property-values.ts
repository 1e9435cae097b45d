/**
 * How the engine's wire format spells what JSON can't: an object whose signature key names the kind.
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go
 */
const signatureKey = '4dabf18193072939515e22adb298388d';
const signatures = {
  secret: '1b47061264138c4ac30d75fd1eb44270',
  resource: '5cf8f73096256a8f31e491e813e4eb8e',
  outputValue: 'd0e6a833031e9bbcd3f4e8bde6ca49a4',
} as const;

/** The string that stands for a value the engine does not know yet. */
const unknownValue = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

export type PlainObject = Record<string, unknown>;

/**
 * A wire value as plain JSON: secrets and output values are unwrapped, a resource reference becomes its id
 * (or its URN, for a component), an asset keeps its fields without the signature.
 * @throws Error on an unknown value: an evaluation answers everything, so there is none to wait for.
 */
export function toPlainValue(wire: unknown): unknown {
  if (wire === unknownValue) throw new Error('an unknown value reached the monitor');
  if (Array.isArray(wire)) return wire.map(toPlainValue);
  if (!isObject(wire)) return wire;
  switch (wire[signatureKey]) {
    case signatures.secret:
    case signatures.outputValue:
      return toPlainValue(wire['value'] ?? null);
    case signatures.resource:
      return wire['id'] ?? wire['urn'];
    default:
      return toPlainObject(wire);
  }
}

/** {@link toPlainValue} of every property; the signature key of assets and archives is dropped. */
export function toPlainObject(wire: PlainObject): PlainObject {
  return Object.fromEntries(
    Object.entries(wire)
      .filter(([key]) => key !== signatureKey)
      .map(([key, value]) => [key, toPlainValue(value)]),
  );
}

/**
 * Paths of strings in which JavaScript's `undefined` was interpolated: the program used an output that the
 * evaluation has no answer for, and the value would be nonsense on AWS too.
 */
export function pathsOfUndefined(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return /\bundefined\b/.test(value) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((item, i) => pathsOfUndefined(item, `${path}[${i}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    pathsOfUndefined(item, path === '' ? key : `${path}.${key}`),
  );
}

export function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
