// Loaded into the process of the Pulumi program before anything else.
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
