/** Stands for a value that only the deployment will tell, such as the id of a resource that does not exist yet. */
export const unknownValue: unique symbol = Symbol('unknown value');

/** A rule asked for a value that is not known yet: it can't judge, which is no violation. */
export class UnknownValueError extends Error {
  readonly code = 'UNKNOWN_VALUE';

  constructor() {
    super('this value is known only after the deployment');
    this.name = 'UnknownValueError';
  }
}

/**
 * The same value, in which reading an unknown one throws.
 * @throws UnknownValueError on reading, at any depth; never here.
 */
export function guardUnknowns<T>(value: T): T {
  return hidesUnknown(value) ? guard(value) : value;
}

function hidesUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hidesUnknown);
}

function guard<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, property, receiver): unknown {
      const member: unknown = Reflect.get(target, property, receiver);
      if (member === unknownValue) throw new UnknownValueError();
      return typeof member === 'object' ? guard(member) : member;
    },
  });
}
