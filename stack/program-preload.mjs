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
 * The SDK makes an error for each resource and each promise, only to keep its stack, and has `source-map-support`
 * translate every frame: a sixth of an evaluation's time. Nobody reads these stacks here, so they stay empty.
 */
const stackKeepers = new Set(['debuggablePromise', 'callsites']);
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
    stackKeepers.has(frames[0]?.getFunctionName()) ? 'Error' : prepare(error, frames);
}

const requireFromProgram = createRequire(import.meta.url);
const requireFromSdk = createRequire(requireFromProgram.resolve('@pulumi/pulumi'));

/**
 * What is loaded with the SDK and awsx, and used only where a program turns a function into a Lambda's code or asks for
 * awsx's former version: a third of an evaluation's time. It loads when something of it is read.
 */
for (const file of [
  requireFromSdk.resolve('typescript'),
  requireFromSdk.resolve('@npmcli/arborist'),
  requireFromProgram.resolve('@pulumi/awsx/classic'),
]) {
  loadWhenRead(file);
}

/**
 * For `pulumi up --debug` the SDK tells the engine of each step, four messages for each resource: a fifth of an
 * evaluation's time.
 */
requireFromSdk('@pulumi/pulumi/log').debug = () => Promise.resolve();

function loadWhenRead(file) {
  let loaded;
  const load = () => {
    if (loaded === undefined) {
      Reflect.deleteProperty(requireFromProgram.cache, file);
      loaded = requireFromProgram(file);
    }
    return loaded;
  };
  // As an ES module by its mark: `__importStar` of the compiled SDK would copy what it finds in any other.
  const exports = new Proxy({}, { get: (_, name) => (name === '__esModule' ? true : load()[name]) });
  requireFromProgram.cache[file] = {
    id: file,
    filename: file,
    loaded: true,
    children: [],
    paths: [],
    exports,
  };
}
