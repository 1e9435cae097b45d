import { writeFile } from 'node:fs/promises';
import { compileScanStructure } from './compile-scan-structure.ts';

// `npm run build:scanner`: run it after a change of scan-structure.as. A test compares the two.

const base64 = Buffer.from(await compileScanStructure()).toString('base64');
const lines = base64.match(/.{1,100}/g) ?? [];
const source = `/** scan-structure.as, compiled; written by \`npm run build:scanner\`. */
export const scanModule = Buffer.from(
  [
${lines.map((line) => `    '${line}',`).join('\n')}
  ].join(''),
  'base64',
);
`;
await writeFile(new URL('scan-module.ts', import.meta.url), source);
