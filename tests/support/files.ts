import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Every regular file below a folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** The files below a folder that hold one of these texts, as it is or in base64. */
export async function filesHolding(folder: string, texts: readonly string[]): Promise<string[]> {
  const needles = texts.flatMap((text) => [text, Buffer.from(text).toString('base64').replace(/=+$/, '')]);
  const found: string[] = [];
  for (const file of await filesBelow(folder)) {
    const content = await readFile(file);
    if (needles.some((needle) => content.includes(needle))) found.push(path.relative(folder, file));
  }
  return found;
}
