import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { EvaluationError } from './evaluation-error.ts';
import { isObject, type PlainObject } from './property-values.ts';

/** What the Pulumi CLI would hand to the program's language host. */
export interface ProjectSettings {
  readonly name: string;
  /** Arguments for node, from `runtime.options.nodeargs`. */
  readonly nodeArgs: readonly string[];
  /** Configuration by full key (`namespace:key`), every value as the string the CLI passes. */
  readonly config: Readonly<Record<string, string>>;
}

/** With a name that Pulumi allows a stack. @see https://www.pulumi.com/docs/iac/concepts/stacks/ */
const settingsFile = /^Pulumi\.([A-Za-z0-9._-]{1,100})\.yaml$/;

/** Types a `config` entry of Pulumi.yaml may declare. @see https://www.pulumi.com/docs/iac/concepts/projects/project-file/ */
const declarableTypes = {
  string: (value: unknown) => typeof value === 'string',
  integer: (value: unknown) => Number.isInteger(typeof value === 'string' ? Number(value) : value),
  boolean: (value: unknown) => typeof value === 'boolean' || value === 'true' || value === 'false',
  array: (value: unknown) => Array.isArray(value),
} as const;

/**
 * Reads Pulumi.yaml and Pulumi.STACK.yaml and merges them as the CLI does: the stack's values win over the
 * project's defaults; a declared key without a default must be set by the stack. `overrides`, by full key, stand for
 * what the stack's file says.
 * @throws EvaluationError that lists every problem found.
 */
export async function readProject(
  folder: string,
  stack: string,
  overrides: Readonly<PlainObject> = {},
): Promise<ProjectSettings> {
  const project = await readYaml(path.join(folder, 'Pulumi.yaml'));
  const stackFile = `Pulumi.${stack}.yaml`;
  const stacks = await listStacks(folder);
  if (!stacks.includes(stack)) {
    const known = stacks.join(', ') || 'none';
    throw new EvaluationError(`Unknown stack "${stack}": there is no ${stackFile}. Stacks here: ${known}.`);
  }
  const settings = await readYaml(path.join(folder, stackFile));
  const config = isObject(settings['config']) ? settings['config'] : {};
  return mergeProject(project, config, stackFile, overrides);
}

/** Names of the stacks that have a settings file in this folder, sorted. */
export async function listStacks(folder: string): Promise<string[]> {
  const files = await readdir(folder);
  return files.flatMap((file) => settingsFile.exec(file)?.[1] ?? []).sort();
}

/** The pure half of {@link readProject}; `stackFile` only names the file in messages. */
export function mergeProject(
  project: PlainObject,
  stackConfig: PlainObject,
  stackFile: string,
  overrides: Readonly<PlainObject> = {},
): ProjectSettings {
  const name = String(project['name']);
  const problems: string[] = [];
  const given = qualifyAll(overrides, name);
  const values = { ...qualifyAll(stackConfig, name), ...given };
  const origin = (key: string): string => (key in given ? 'The given configuration' : stackFile);

  for (const [key, declaration] of Object.entries(isObject(project['config']) ? project['config'] : {})) {
    const fullKey = qualify(key, name);
    const { type, fallback } = readDeclaration(declaration);
    values[fullKey] ??= fallback;
    if (values[fullKey] === undefined) {
      if (!fullKey.startsWith(`${name}:`)) continue;
      problems.push(`${stackFile} must set "${fullKey}": Pulumi.yaml declares it without a default.`);
    } else if (type !== undefined && !isSecure(values[fullKey]) && !matchesType(type, values[fullKey])) {
      problems.push(
        `${origin(fullKey)} sets "${fullKey}" to ${JSON.stringify(values[fullKey])}: it must be of type ${type}.`,
      );
    }
  }
  for (const [key, value] of Object.entries(values)) {
    if (isSecure(value)) {
      problems.push(
        `${origin(key)} holds an encrypted value for "${key}": an evaluation has no key to decrypt it. Keywatch needs no secret in its configuration.`,
      );
    }
  }
  if (problems.length > 0) throw new EvaluationError(problems.join('\n'));
  return { name, nodeArgs: readNodeArgs(project), config: mapValues(values, toConfigString) };
}

function readDeclaration(declaration: unknown): { type: string | undefined; fallback: unknown } {
  if (!isObject(declaration)) return { type: undefined, fallback: declaration };
  return {
    type: typeof declaration['type'] === 'string' ? declaration['type'] : undefined,
    fallback: declaration['default'] ?? declaration['value'],
  };
}

function matchesType(type: string, value: unknown): boolean {
  return type in declarableTypes && declarableTypes[type as keyof typeof declarableTypes](value);
}

function readNodeArgs(project: PlainObject): string[] {
  const runtime = isObject(project['runtime']) ? project['runtime'] : {};
  const options = isObject(runtime['options']) ? runtime['options'] : {};
  return typeof options['nodeargs'] === 'string' ? options['nodeargs'].split(/\s+/).filter(Boolean) : [];
}

/** The CLI gives a key without a namespace the project's. */
function qualify(key: string, project: string): string {
  return key.includes(':') ? key : `${project}:${key}`;
}

function qualifyAll(values: Readonly<PlainObject>, project: string): PlainObject {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [qualify(key, project), value]));
}

/** `secure:` marks a value (or one inside a structure) that only the stack's secrets provider can read. */
function isSecure(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isSecure);
  return isObject(value) && ('secure' in value || Object.values(value).some(isSecure));
}

function toConfigString(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function mapValues(values: PlainObject, map: (value: unknown) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}

async function readYaml(file: string): Promise<PlainObject> {
  let document: unknown;
  try {
    document = parse(await readFile(file, 'utf8')) ?? {};
  } catch (cause) {
    throw new EvaluationError(`${path.basename(file)} can't be read: ${(cause as Error).message}`, { cause });
  }
  if (!isObject(document)) throw new EvaluationError(`${path.basename(file)} must hold a YAML mapping.`);
  return document;
}
