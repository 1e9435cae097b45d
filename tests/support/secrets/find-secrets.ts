import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { filesBelow } from '../files.ts';
import { encodings, type Encoding } from './encodings.ts';
import { Needles } from './needles.ts';

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

const fragmentsOf = (secret: string, length: number): string[] =>
  Array.from({ length: Math.floor(secret.length / length) }, (_, index) =>
    secret.slice(index * length, (index + 1) * length),
  );

/** A secret and a spelling. */
export type SecretTag = Omit<Finding, 'place'>;

/** Adds all spellings of all fragments; a tag names the secret and the spelling, which a finding then tells. */
export const addNeedles = (
  needles: Needles<SecretTag>,
  secrets: Secrets,
  fragmentLength = FRAGMENT,
): Needles<SecretTag> => {
  for (const [secret, text] of Object.entries(secrets)) {
    for (const encoding of Object.keys(encodings) as Encoding[]) {
      const tag = { secret, encoding };
      for (const fragment of fragmentsOf(text, fragmentLength)) {
        for (const bytes of encodings[encoding](fragment)) needles.add(bytes, tag);
      }
    }
  }
  return needles;
};

/**
 * Every secret of which at least fifteen characters in a row are in `bytes`, in any of the known spellings.
 * Secrets must be random: eight characters of them are looked for at a time.
 */
export const findSecrets = (bytes: Buffer, secrets: Secrets, place: string): Finding[] =>
  Array.from(addNeedles(new Needles(), secrets).in(bytes), (tag) => ({ place, ...tag }));

/** The same for every file below a folder but those named; `files` counts what was looked at. */
export const findSecretsBelow = async (
  folder: string,
  secrets: Secrets,
  exceptFor: readonly string[] = [],
): Promise<{ readonly files: number; readonly findings: Finding[] }> => {
  const needles = addNeedles(new Needles(), secrets);
  const files = (await filesBelow(folder)).filter((file) => !exceptFor.includes(path.basename(file)));
  const findings: Finding[] = [];
  for (const file of files) {
    const found = needles.in(await readFile(file));
    findings.push(...Array.from(found, (tag) => ({ place: path.relative(folder, file), ...tag })));
  }
  return { files: files.length, findings };
};
