import type { DeclaredResource } from '../declared-stack.ts';

/** A declaration that can't be made sense of; the message names resource and property. */
export class DeclarationError extends Error {
  override readonly name = 'DeclarationError';
  readonly code = 'DECLARATION';
}

/** A declared resource's properties, read with a check of their type: outputs, which include the inputs. */
export interface Properties {
  text(property: string): string;
  optionalText(property: string): string | undefined;
  number(property: string): number;
  optionalNumber(property: string): number | undefined;
  texts(property: string): string[];
  flag(property: string, absent: boolean): boolean;
  record(property: string): Record<string, unknown>;
  /** A property that holds a JSON document as text. */
  json(property: string): unknown;
}

/** @throws DeclarationError from each reader when the property has another type or is missing. */
export function propertiesOf(resource: DeclaredResource): Properties {
  const value = (property: string): unknown => resource.outputs[property] ?? undefined;
  const fail = (property: string, wanted: string): never => {
    throw new DeclarationError(
      `${resource.type} "${resource.name}": ${property} is ${value(property) === undefined ? 'missing' : JSON.stringify(value(property))}; it must be ${wanted}.`,
    );
  };
  const optionalText = (property: string): string | undefined => {
    const found = value(property);
    return found === undefined || typeof found === 'string' ? found : fail(property, 'a text');
  };
  const optionalNumber = (property: string): number | undefined => {
    const found = value(property);
    if (found === undefined) return undefined;
    const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
    return typeof number === 'number' && Number.isFinite(number) ? number : fail(property, 'a number');
  };
  return {
    optionalText,
    optionalNumber,
    text: (property) => optionalText(property) ?? fail(property, 'a text'),
    number: (property) => optionalNumber(property) ?? fail(property, 'a number'),
    texts(property) {
      const found = value(property) ?? [];
      const isTexts = Array.isArray(found) && found.every((item): item is string => typeof item === 'string');
      return isTexts ? found : fail(property, 'a list of texts');
    },
    flag(property, absent) {
      const found = value(property) ?? absent;
      return typeof found === 'boolean' ? found : fail(property, 'true or false');
    },
    record(property) {
      const found = value(property);
      const isRecord = typeof found === 'object' && found !== null && !Array.isArray(found);
      return isRecord ? (found as Record<string, unknown>) : fail(property, 'an object');
    },
    json(property) {
      try {
        return JSON.parse(String(value(property))) as unknown;
      } catch {
        return fail(property, 'a JSON document');
      }
    },
  };
}
