import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

import { encodings, type Encoding } from './encodings.ts';

/** What must not be found, under a word to tell it by. */
export type Secrets = Readonly<Record<string, string>>;

/** Where a secret, or a part of it, was found, and in which spelling. Never the secret itself. */
export interface Finding {
  readonly place: string;
  readonly secret: string;
  readonly encoding: Encoding;
}

/** A leak rarely keeps to a secret's ends: JSON.parse quotes ten characters around its mistake. */
const FRAGMENT = 8;

const fragmentsOf = (secret: string): string[] =>
  Array.from({ length: Math.floor(secret.length / FRAGMENT) }, (_, index) =>
    secret.slice(index * FRAGMENT, (index + 1) * FRAGMENT),
  );

/**
 * Every secret of which at least fifteen characters in a row are in `bytes`, in any of the known spellings.
 * Secrets must be random: eight characters of them are looked for at a time.
 */
export const findSecrets = (bytes: Buffer, secrets: Secrets, place: string): Finding[] =>
  Object.entries(secrets).flatMap(([secret, text]) =>
    (Object.keys(encodings) as Encoding[])
      .filter((encoding) =>
        fragmentsOf(text).some((fragment) =>
          encodings[encoding](fragment).some((one) => bytes.includes(one)),
        ),
      )
      .map((encoding) => ({ place, secret, encoding })),
  );

/** The same for every file below a folder but those named; `files` counts what was looked at. */
export const findSecretsBelow = async (
  folder: string,
  secrets: Secrets,
  exceptFor: readonly string[] = [],
): Promise<{ readonly files: number; readonly findings: Finding[] }> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !exceptFor.includes(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  const findings: Finding[] = [];
  for (const file of files) {
    findings.push(...findSecrets(await readFile(file), secrets, path.relative(folder, file)));
  }
  return { files: files.length, findings };
};
