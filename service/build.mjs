import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { argv, exit, stderr } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { build } from 'esbuild';

import { youngClosures } from './young-closures.mjs';

/**
 * Bundles the service into dist/main.js, or into another folder if one is named, which needs nothing but
 * Node: no node_modules, no CA file. With --readable it keeps comments, which name the module that follows.
 * It is CommonJS, the format pino and the SDK are written in, so that their `require` calls stay what they
 * are. Node takes a lone .js file for CommonJS; the package.json beside it says so where this package's own
 * ("type": "module") would be found first.
 */
const service = dirname(fileURLToPath(import.meta.url));
const { values, positionals } = parseArgs({
  args: argv.slice(2),
  options: { readable: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const dist = resolve(positionals[0] ?? join(service, 'dist'));

/**
 * What Fastify requires at places that are never reached: its compilers for schemas, which app.ts declines, and its
 * injection of requests, which is for tests. A fifth of the bundle, some 2 MB of memory at rest.
 */
const neverLoaded = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'light-my-request'];

/** Fastify and undici load HTTP/2 in case they are told to speak it. Half a megabyte of memory at rest. */
const withoutHttp2 = {
  name: 'without-http2',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:node:)?http2$/ }, ({ path }) => ({ path, namespace: 'without-http2' }));
    onLoad({ filter: /./, namespace: 'without-http2' }, () => ({ contents: 'exports.constants = {};' }));
  },
};

/** Replaces a file as a whole: another run may be starting what is there, and must not read half of it. */
async function replace(name, contents) {
  const draft = join(dist, `${name}.${randomUUID()}.draft`);
  try {
    await writeFile(draft, contents);
    await rename(draft, join(dist, name));
  } finally {
    await rm(draft, { force: true });
  }
}

function refuse({ code }) {
  stderr.write(
    `The service can't be built into ${dist} (${code}): it takes a folder that you may write to.\n`,
  );
  exit(1);
}

await mkdir(dist, { recursive: true }).catch(refuse);
const { outputFiles } = await build({
  entryPoints: [join(service, 'main.ts')],
  outfile: join(dist, 'main.js'),
  write: false,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The SDK as ECMAScript modules, of which only what is used gets in: a tenth less memory at rest.
  mainFields: ['module', 'main'],
  external: neverLoaded,
  plugins: [youngClosures, withoutHttp2],
  // A third less for V8 to read at the start, and kept in memory ever after. Names stay: the SDK asks for them, and a
  // fault's frames in the log tell them; lines stay short, so that a frame's line says where it is.
  minifyWhitespace: !values.readable,
  minifySyntax: !values.readable,
  lineLimit: values.readable ? 0 : 120,
  legalComments: 'none',
  // The same bundle where the repository's tsconfig.json is out of sight, as in the image's build.
  tsconfigRaw: {},
  logLevel: 'warning',
}).catch((error) => {
  // esbuild has told each of its problems, and where it is.
  if (error.errors === undefined) throw error;
  exit(1);
});
try {
  await replace('package.json', '{ "type": "commonjs" }\n');
  for (const { path, contents } of outputFiles) await replace(basename(path), contents);
} catch (error) {
  refuse(error);
}
