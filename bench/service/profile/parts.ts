import type { Frame, PartOf } from '../../cpu-profile.ts';

/** The first pattern that a module's path matches names its part. */
const parts: readonly (readonly [RegExp, string])[] = [
  [/@smithy\/signature-v4|httpAuthSchemes|sha256|submodules\/checksum/i, 'SDK: signing'],
  [/submodules\/(?:protocols|serde|schema|cbor)|@aws-sdk\/core.*protocols|schemas_0/, 'SDK: serializing'],
  [/node-http-handler|undici/, 'SDK: HTTP client'],
  [/@smithy\/|@aws-sdk\//, 'SDK: middleware'],
  [/node_modules\/postgres\//, 'postgres.js'],
  [/@fastify\/rate-limit|toad-cache|ip-address|ipaddr|proxy-addr/, 'rate limit, trusted proxy'],
  [/node_modules\/(?:fastify|avvio|find-my-way|fast-|@fastify|secure-json|light-my-request|ret)/, 'Fastify'],
  [/node_modules\/(?:pino|sonic-boom|safe-stable|quick-format|on-exit|thread-stream)/, 'log'],
  [/aws-embedded-metrics|service\/metrics\/|^metrics\//, 'metrics'],
  [/^(?:service\/)?record\//, 'record format'],
  [/^(?:service\/)?[\w/-]+\.ts$/, 'our other code'],
];

/** Node's own modules, by what they do. */
const nodeParts: readonly (readonly [RegExp, string])[] = [
  [/crypto|webcrypto/, 'node: crypto'],
  [/_http_client|_http_agent/, 'node: HTTP client'],
  [/_http|http/, 'node: HTTP server and messages'],
  [/tls/, 'node: TLS'],
  [/net|stream|dgram/, 'node: sockets and streams'],
  [/fs/, 'node: writing the log'],
  [/timers/, 'node: timers'],
  [/async_hooks|task_queues|promises|events|abort/, 'node: promises and events'],
];

const nameIn = (table: readonly (readonly [RegExp, string])[], path: string): string | undefined =>
  table.find(([pattern]) => pattern.test(path))?.[1];

/**
 * Tells the parts of a bundle apart: esbuild writes every module's path in a comment before it.
 * Functions of V8 itself have names in parentheses: the garbage collector, and "(program)", native code that
 * no function of JavaScript is waiting for.
 */
export const partsOfBundle = (bundle: string): PartOf => {
  const modules = bundle
    .split('\n')
    .flatMap((line, lineNumber) =>
      /^ *\/\/ \S+\.(?:[cm]?[jt]s|json)$/.test(line) ? [{ line, lineNumber }] : [],
    )
    .map(({ line, lineNumber }) => ({ lineNumber, path: line.replace(/^ *\/\/ (?:\.\.\/)*/, '') }));
  const partAt = modules.map(({ path }) => nameIn(parts, path) ?? 'other packages');
  return ({ functionName, url, lineNumber }: Frame) => {
    if (/^\((?:garbage collector|program)\)$/.test(functionName)) return functionName;
    if (url === '') return undefined;
    if (url.startsWith('node:')) return nameIn(nodeParts, url) ?? 'node';
    let low = 0;
    for (let high = modules.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((modules[middle]?.lineNumber ?? 0) <= lineNumber) low = middle + 1;
      else high = middle;
    }
    return partAt[low - 1] ?? 'other packages';
  };
};
