import { readFile } from 'node:fs/promises';

const source = new URL('scan-structure.as', import.meta.url);

/** 80 pages: a window of almost 5 MB, of which only what is used takes memory. */
const options = [
  ...['--outFile', 'module.wasm', '-O3', '--noAssert'],
  ...['--runtime', 'stub', '--enable', 'simd', '--initialMemory', '80'],
];

/** What the compiler is given; it wants the name of a TypeScript file. */
const entry = 'scan-structure.ts';

/** What is used of the compiler's interface. */
interface Compiler {
  readonly main: (
    args: readonly string[],
    host: {
      readonly readFile: (name: string) => string | null;
      readonly writeFile: (name: string, contents: Uint8Array | string) => void;
      readonly listFiles: () => readonly string[];
      readonly stderr: { readonly write: (chunk: Uint8Array | string) => void };
    },
  ) => Promise<{ readonly error: Error | null }>;
}

/** Not imported by name: the package's types would change those of arrays and strings in the whole project. */
const compilerModule: string = 'assemblyscript/asc';

/**
 * Compiles `scan-structure.as` to WebAssembly. The same source and compiler make the same bytes.
 * @throws Error with what the compiler says.
 */
export async function compileScanStructure(): Promise<Uint8Array> {
  const { default: compiler } = (await import(compilerModule)) as { default: Compiler };
  const text = await readFile(source, 'utf8');
  const written = new Map<string, Uint8Array>();
  let said = '';
  const { error } = await compiler.main([entry, ...options], {
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
