// Loaded into the process of the Pulumi program before anything else.
import { createRequire } from 'node:module';
import util from 'node:util';

/**
 * The SDK prints a failure with `util.inspect(error, { colors: true })`. Node 20 loops until the string is too long
 * (50 s of CPU time) when it colours a stack frame such as `node_modules/@pulumi/resource.ts`, which is what the
 * SDK's source maps make of its own frames. Without colours it does not look for module names at all.
 */
const { inspect } = util;
util.inspect = Object.assign(
  (value, options, ...rest) =>
    inspect(value, typeof options === 'object' ? { ...options, colors: false } : options, ...rest),
  inspect,
);

/**
 * The SDK makes an error without a message for each resource and each promise, only to keep its stack, and has
 * `source-map-support` translate every frame: a sixth of an evaluation's time. Nobody reads these positions here,
 * so they stay untranslated; the stacks of errors that say something are translated as ever.
 */
let prepareStackTrace = Error.prepareStackTrace;
Object.defineProperty(Error, 'prepareStackTrace', {
  configurable: true,
  get: () => prepareStackTrace,
  set: (prepare) => {
    prepareStackTrace = prepare?.name === 'prepareStackTrace' ? sparingly(prepare) : prepare;
  },
});

function sparingly(prepare) {
  return (error, frames) =>
    error.message === '' ? ['Error', ...frames].join('\n    at ') : prepare(error, frames);
}

/**
 * The SDK loads the TypeScript compiler and npm's own resolver at its start, and uses them only where a program
 * turns a function into a Lambda's code: a third of an evaluation's time. They load when something of them is read.
 */
const requireFromSdk = createRequire(createRequire(import.meta.url).resolve('@pulumi/pulumi'));
for (const name of ['typescript', '@npmcli/arborist']) loadWhenRead(requireFromSdk.resolve(name));

function loadWhenRead(file) {
  let loaded;
  const load = () => {
    if (loaded === undefined) {
      Reflect.deleteProperty(requireFromSdk.cache, file);
      loaded = requireFromSdk(file);
    }
    return loaded;
  };
  // As an ES module by its mark: `__importStar` of the compiled SDK would copy what it finds in any other.
  const exports = new Proxy({}, { get: (_, name) => (name === '__esModule' ? true : load()[name]) });
  requireFromSdk.cache[file] = { id: file, filename: file, loaded: true, children: [], paths: [], exports };
}
