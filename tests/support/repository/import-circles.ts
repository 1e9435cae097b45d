import path from 'node:path';

/** Files by what they import of ours, types included. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** `import`, `import type`, `export … from`, `import()` and `typeof import()`, as Prettier writes them. */
const relativeImport = /\b(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g;

/** The files that a file's text imports by a relative path. */
export const importsIn = (file: string, text: string): string[] =>
  Array.from(text.matchAll(relativeImport), ([, specifier = '']) => path.join(path.dirname(file), specifier));

/** Each way back to a file that is on the way, `a -> b -> a`. None is left out unless it shares its last step with one that is told. */
export const findCircles = (graph: ImportGraph): string[] => {
  const circles: string[] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (file: string): void => {
    const before = way.indexOf(file);
    if (before !== -1) circles.push([...way.slice(before), file].join(' -> '));
    if (before !== -1 || done.has(file)) return;
    way.push(file);
    for (const imported of graph.get(file) ?? []) visit(imported);
    way.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return circles;
};
