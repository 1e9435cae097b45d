import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync, version as esbuildVersion } from 'esbuild';
import { hashBuildInputs, listFiles } from './build-inputs.ts';

const project = path.join(import.meta.dirname, '..');
const folder = 'functions/evidence';

/** Lambda's runtime, and the same for esbuild. @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
export const evidenceRuntime = { lambda: 'nodejs24.x', esbuild: 'node24' } as const;

/**
 * Bundles the function with everything it needs, the AWS SDK in its locked version among it, into one CommonJS file, and
 * answers the file's path relative to the project. The same sources give the same bytes on every machine, under a name
 * that is made of them: what is there already is not built again.
 */
export function bundleEvidence(): string {
  const inputs = [
    ...listFiles(project, folder, ['dist']).map((file) => ({ path: file, content: read(file) })),
    { path: 'package-lock.json', content: read('package-lock.json') },
  ];
  const name = hashBuildInputs(inputs, `${evidenceRuntime.lambda} esbuild ${esbuildVersion}`);
  const file = `${folder}/dist/${name}.js`;
  const absolute = path.join(project, file);
  if (existsSync(absolute)) return file;
  mkdirSync(path.dirname(absolute), { recursive: true });
  const unfinished = `${absolute}.${process.pid}`;
  writeFileSync(unfinished, build());
  renameSync(unfinished, absolute);
  return file;
}

function build(): Uint8Array {
  const { outputFiles } = buildSync({
    absWorkingDir: project,
    entryPoints: [`${folder}/main.ts`],
    bundle: true,
    write: false,
    platform: 'node',
    target: evidenceRuntime.esbuild,
    format: 'cjs',
    define: { 'import.meta.dirname': '__dirname' },
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    tsconfigRaw: {},
    logLevel: 'warning',
  });
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new Error(`esbuild made nothing of ${folder}/main.ts.`);
  return bundle.contents;
}

function read(file: string): Uint8Array {
  return readFileSync(path.join(project, file));
}
