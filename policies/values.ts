type Fields = Readonly<Record<string, unknown>>;

/** The value at a path of keys and indexes; `undefined` where the path ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Fields)[key] : undefined),
    value,
  );
}

/** A list as it is, nothing as an empty one, and anything else as a list of one. */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The members of a list that are texts. */
export function texts(value: unknown): readonly string[] {
  return list(value).filter((item) => typeof item === 'string');
}

/** A text or a number as text; anything else as the empty one. */
export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A number, or a text that is one, as AWS's provider spells some; otherwise NaN, which no limit admits. */
export function number(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}

/** JSON text or the value it stands for; `undefined` for a text that is no JSON. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** `property is VALUE; it takes ALLOWED. CURE` */
export function problem(property: string, given: unknown, allowed: string, cure: string): string {
  return `${property} is ${given === undefined ? 'not set' : JSON.stringify(given)}; it takes ${allowed}. ${cure}`;
}

/** A check that one property, its path spelled with dots, has an allowed value. */
export function requires(
  property: string,
  isAllowed: (value: unknown) => boolean,
  allowed: string,
  cure: string,
): (resource: { readonly properties: Fields }) => string | undefined {
  const path = property.split('.');
  return ({ properties }) => {
    const value = at(properties, ...path);
    return isAllowed(value) ? undefined : problem(property, value, allowed, cure);
  };
}

export function isTrue(value: unknown): boolean {
  return value === true;
}

/** Whether a property is stated at all. */
export function isStated(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
