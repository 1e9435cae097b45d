import { readFile } from 'node:fs/promises';
import asc from 'assemblyscript/asc';

const source = new URL('scan-structure.as', import.meta.url);

/** 320 pages: a window of 20 MB, of which only what is used takes memory. */
const options = [
  ...['--outFile', 'module.wasm', '-O3', '--noAssert'],
  ...['--runtime', 'stub', '--enable', 'simd', '--initialMemory', '320'],
];

/** What the compiler is given; it wants the name of a TypeScript file. */
const entry = 'scan-structure.ts';

/**
 * Compiles `scan-structure.as` to WebAssembly. The same source and compiler make the same bytes.
 * @throws Error with what the compiler says.
 */
export async function compileScanStructure(): Promise<Uint8Array> {
  const text = await readFile(source, 'utf8');
  const written = new Map<string, Uint8Array>();
  let said = '';
  const { error } = await asc.main([entry, ...options], {
    readFile: (name) => (name === entry ? text : null),
    writeFile: (name, contents) => void written.set(name, contents as Uint8Array),
    listFiles: () => [],
    stderr: { write: (chunk) => void (said += String(chunk)) },
  });
  const module = written.get('module.wasm');
  if (error !== null || module === undefined) {
    throw new Error(`scan-structure.as can't be compiled: ${said}`, { cause: error });
  }
  return module;
}
