import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import createIgnore from '@balena/dockerignore';

/** A file of the build context; the path is relative to it and has forward slashes. */
export interface BuildInput {
  readonly path: string;
  readonly content: Uint8Array;
}

/** Folders too large to walk; no ignore file of ours lets them into a build. */
const neverWalked = ['.git', '.keywatch', 'node_modules'] as const;

/**
 * A name for exactly these inputs, in any order: equal inputs give an equal name, a changed, added or renamed
 * file another one. It serves as an image tag, so that an immutable tag is pushed once and an unchanged service
 * is not deployed again. (awsx's own tag is a hash of the folder's path.)
 */
export function hashBuildInputs(inputs: readonly BuildInput[], platform: string): string {
  const hash = createHash('sha256').update(`${platform}\0`);
  for (const input of [...inputs].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${input.path}\0${input.content.length}\0`).update(input.content);
  }
  return hash.digest('hex').slice(0, 32);
}

/**
 * Reads what a build depends on: the Dockerfile, and the files of the context that the ignore file beside it
 * lets through, which are what Docker sends.
 * @see https://docs.docker.com/build/concepts/context/#filename-and-location
 */
export function readBuildInputs(context: string, dockerfile: string): BuildInput[] {
  const ignoreFile = readFileSync(path.join(context, `${dockerfile}.dockerignore`), 'utf8');
  const ignore = createIgnore.default().add(ignoreFile);
  return listFiles(context, '', neverWalked)
    .filter((file) => file === dockerfile || !ignore.ignores(file))
    .map((file) => ({ path: file, content: readFileSync(path.join(context, file)) }));
}

/** All files below a folder of the context but those in folders of certain names; paths are relative to the context. */
export function listFiles(context: string, folder: string, leftOut: readonly string[]): string[] {
  return readdirSync(path.join(context, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return leftOut.includes(entry.name) ? [] : listFiles(context, file, leftOut);
    return entry.isFile() ? [file] : [];
  });
}
