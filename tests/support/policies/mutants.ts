import type { DeclaredResource } from '../../../stack/declared-stack.ts';

/** A stack with one thing taken away or turned round. */
export interface Mutant {
  readonly resource: DeclaredResource;
  /** Where in the inputs, indexes as `[]`; empty for the whole resource. */
  readonly path: string;
  /** What was done there. */
  readonly change: string;
  readonly resources: readonly DeclaredResource[];
}

type Path = readonly (string | number)[];

/** Inputs that hold a JSON document as text: each part of it is mutated too. */
const policies = ['policy', 'assumeRolePolicy', 'policyDocument'];
const documents = [...policies, 'containerDefinitions'];

/** Every stack that lacks one resource, one input or one part of a document, or has one value turned round. */
export function* mutantsOf(
  resources: readonly DeclaredResource[],
  isMutated: (resource: DeclaredResource) => boolean,
): Generator<Mutant> {
  for (const resource of resources.filter(isMutated)) {
    yield {
      resource,
      path: '',
      change: 'removed',
      resources: resources.filter((other) => other !== resource),
    };
    const inputs = parseDocuments(resource.inputs);
    for (const path of pathsOf(inputs)) {
      for (const [change, value] of changesOf(valueAt(inputs, path), policies.includes(String(path[0])))) {
        const mutated = { ...resource, ...withInputs(resource, replaceAt(inputs, path, value)) };
        yield {
          resource,
          path: spell(path),
          change,
          resources: resources.map((other) => (other === resource ? mutated : other)),
        };
      }
    }
  }
}

/** Every stack in which one input has one of the values that are given for its type and path. */
export function* slipsOf(
  resources: readonly DeclaredResource[],
  values: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>,
): Generator<Mutant> {
  for (const resource of resources) {
    const inputs = parseDocuments(resource.inputs);
    for (const [spelled, wrongs] of Object.entries(values[resource.type] ?? {})) {
      const path = spelled.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
      if (path.length > 1 && path.slice(0, -1).some((_, depth) => !exists(inputs, path.slice(0, depth + 1))))
        continue;
      for (const wrong of wrongs) {
        const mutated = { ...resource, ...withInputs(resource, replaceAt(inputs, path, wrong)) };
        yield {
          resource,
          path: spelled,
          change: `made ${JSON.stringify(wrong)}`,
          resources: resources.map((other) => (other === resource ? mutated : other)),
        };
      }
    }
  }
}

function exists(value: unknown, path: Path): boolean {
  return (
    path.reduce<unknown>(
      (inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key],
      value,
    ) !== undefined
  );
}

const removed = Symbol('removed');

/** Values that a slip could leave in a policy document. */
const everything = '*';

/** What a slip could make of a value: nothing, the opposite, zero, and in a policy document everything. */
function changesOf(value: unknown, isPolicy: boolean): readonly (readonly [string, unknown])[] {
  const removal = ['removed', removed] as const;
  if (typeof value === 'boolean') return [removal, ['turned round', !value]];
  if (typeof value === 'number') return [removal, ['made 0', 0]];
  const canBeEverything = isPolicy && typeof value === 'string' && value !== everything;
  return canBeEverything ? [removal, ['made *', everything]] : [removal];
}

/** All paths into a value, inner ones after the outer. */
function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return keys.flatMap((key) => {
    const inner = [...path, key];
    return [inner, ...pathsOf((value as Record<string | number, unknown>)[key], inner)];
  });
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

function replaceAt(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value)) {
    const inner = replaceAt(value[key as number], rest, replacement);
    return value.flatMap((item: unknown, index) =>
      index !== key ? [item] : inner === removed ? [] : [inner],
    );
  }
  const { [String(key)]: former, ...others } = value as Record<string, unknown>;
  const inner = replaceAt(former, rest, replacement);
  return inner === removed ? others : { ...others, [String(key)]: inner };
}

function parseDocuments(inputs: DeclaredResource['inputs']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [
      key,
      documents.includes(key) && typeof value === 'string' ? (JSON.parse(value) as unknown) : value,
    ]),
  );
}

/** Answers of AWS stay as they were; what was an input is what it is now, or gone. */
function withInputs(
  { inputs, outputs }: DeclaredResource,
  mutated: unknown,
): Pick<DeclaredResource, 'inputs' | 'outputs'> {
  const texts = Object.fromEntries(
    Object.entries(mutated as Record<string, unknown>).map(([key, value]) => [
      key,
      documents.includes(key) && typeof inputs[key] === 'string' ? JSON.stringify(value) : value,
    ]),
  );
  const answers = Object.fromEntries(Object.entries(outputs).filter(([key]) => !(key in inputs)));
  return { inputs: texts, outputs: { ...answers, ...texts } };
}

function spell(path: Path): string {
  return path.map((key) => (typeof key === 'number' ? '[]' : key)).join('.');
}
