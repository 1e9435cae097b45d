import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { filesBelow } from '../files.ts';
import { addNeedles, type SecretTag, type Secrets } from './find-secrets.ts';
import { Needles } from './needles.ts';
import { uuidsIn } from './uuids-in.ts';

/** A part of an output and where it is, as a sentence can say it. */
export interface Piece {
  readonly place: string;
  readonly bytes: Buffer;
}

/** Something that was produced while secrets were about. */
export interface Output {
  /** Told in a sentence: `a Text is in OUTPUT`. */
  readonly title: string;
  readonly pieces: Iterable<Piece> | AsyncIterable<Piece>;
  /** What belongs in it, by its title: a search that does not find that here would not have found a secret either. */
  readonly holds: readonly string[];
}

export interface Sought {
  /** Looked for in every spelling, and in parts. All have to be random. */
  readonly texts: Secrets;
  /** Thousands of UUIDs, each with its title, looked for as they are. */
  readonly uuids: ReadonlyMap<string, string>;
  /** Of these UUIDs some in every spelling, in halves: less of one may well be in another UUID. */
  readonly sample: Secrets;
  /** Texts that a person made up, each with its title. */
  readonly madeUp?: ReadonlyMap<string, string>;
}

/** A shorter text may be anywhere by chance, if a person made it up: it is looked for where it is a whole string of JSON. */
const TELLING = 16;

/** Parts of a text that are shorter may be, too: sentences have words in common. */
const TELLING_PART = 12;

/** So much of a long text is enough: a leak of it shows its beginning as well. */
const LOOKED_FOR = 64;

const HALF_A_UUID = 18;

/** A word as a string of JSON, and in JSON that is itself a string of JSON. */
const quoted = (word: string): Buffer[] => {
  const json = JSON.stringify(word);
  return [json, JSON.stringify(json).slice(1, -1)].map((text) => Buffer.from(text));
};

/** Every file below a folder but those named. */
export async function* piecesBelow(folder: string, exceptFor: readonly string[] = []): AsyncGenerator<Piece> {
  for (const file of await filesBelow(folder)) {
    if (exceptFor.includes(path.basename(file))) continue;
    yield { place: path.relative(folder, file), bytes: await readFile(file) };
  }
}

/** Looks into outputs for secrets, and for what proves that it looks. */
export class LeakSearch {
  readonly #needles = new Needles<SecretTag>();
  readonly #uuids: ReadonlyMap<string, string>;
  readonly #words: { readonly secret: string; readonly spellings: readonly Buffer[] }[] = [];

  constructor({ texts, uuids, sample, madeUp = new Map() }: Sought) {
    addNeedles(this.#needles, texts);
    addNeedles(this.#needles, sample, HALF_A_UUID);
    this.#uuids = uuids;
    for (const [text, secret] of madeUp) {
      if (text.length < TELLING) this.#words.push({ secret, spellings: quoted(text) });
      else addNeedles(this.#needles, { [secret]: text.slice(0, LOOKED_FOR) }, TELLING_PART);
    }
  }

  /** A sentence for all that is in an output and does not belong there, or does and is not found. Never a secret itself. */
  async problemsOf({ title, pieces, holds }: Output): Promise<string[]> {
    const found = new Set<string>();
    const problems = new Set<string>();
    for await (const { place, bytes } of pieces) {
      for (const { secret, encoding } of this.#in(bytes)) {
        found.add(secret);
        if (!holds.includes(secret)) problems.add(`${secret} is in ${title}: ${place} (${encoding}).`);
      }
    }
    for (const held of holds) {
      if (!found.has(held)) problems.add(`${held} is not found in ${title}: the search is blind there.`);
    }
    return [...problems];
  }

  *#in(bytes: Buffer): Generator<SecretTag> {
    yield* this.#needles.in(bytes);
    for (const uuid of uuidsIn(bytes)) {
      const secret = this.#uuids.get(uuid);
      if (secret !== undefined) yield { secret, encoding: 'as it is' };
    }
    for (const { secret, spellings } of this.#words) {
      if (spellings.some((spelling) => bytes.includes(spelling))) yield { secret, encoding: 'as it is' };
    }
  }
}
