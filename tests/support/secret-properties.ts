/** Names by which AWS, its SDKs and people call what must stay secret. */
const secretName =
  /pass(?:word|wd|phrase)|secret|token|credential|(?:private|access|api|signing)[-_ ]?key(?!id)/i;

/** Values that are secret whatever they are called: a private key, an access key, an address with a password in it. */
const secretValue = /-----BEGIN [A-Z ]*PRIVATE KEY|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|:\/\/[^\s/:@]*:[^\s/@]+@/;

/**
 * Paths of everything in a value that is called a secret or looks like one, other than true, false and nothing. Lists of
 * names and values, such as environment variables, are read as properties, and texts of JSON as what they stand for.
 */
export function secretPropertiesOf(value: unknown, path: readonly string[] = []): readonly string[] {
  if (typeof value === 'string') {
    const document = parseDocument(value);
    if (document !== undefined) return secretPropertiesOf(document, path);
    return secretValue.test(value) ? [path.join('.')] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const named = value as { readonly name?: unknown; readonly value?: unknown };
  const entries: readonly (readonly [string, unknown])[] =
    typeof named.name === 'string' && named.value !== undefined
      ? [[named.name, named.value], ...Object.entries(value)]
      : Object.entries(value);
  return entries.flatMap(([key, inner]) => {
    const inside = [...path, Array.isArray(value) ? '[]' : key];
    const isNamed = !Array.isArray(value) && secretName.test(key) && holdsSomething(inner);
    return [...(isNamed ? [inside.join('.')] : []), ...secretPropertiesOf(inner, inside)];
  });
}

function holdsSomething(value: unknown): boolean {
  if (value === undefined || value === null || typeof value === 'boolean' || value === '') return false;
  return !(Array.isArray(value) && value.length === 0);
}

function parseDocument(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
