import { METHODS } from 'node:http';

import type { Ask } from './hostile-target.ts';

/** Content-Type headers, each a line of its own, and whether a body under them may be read as JSON. */
export const contentTypes: readonly (readonly [headers: readonly string[], accepted: boolean])[] = [
  [['application/json'], true],
  [['application/json;charset=utf-8'], true],
  [['application/json; charset=utf-8'], true],
  [['APPLICATION/JSON; CHARSET=UTF-8'], true],
  // Blanks around a header's value are not part of it.
  [[' application/json'], true],
  [['application/json '], true],
  [['\tapplication/json\t'], true],
  [[], false],
  [[''], false],
  [['application/json', 'application/json'], false],
  [['application/json', 'text/plain'], false],
  [['text/plain', 'application/json'], false],
  [['application/json, application/json'], false],
  [['application/json, text/plain'], false],
  [['application/json;'], false],
  [['application/json;charset=utf-8;'], false],
  [['application/json;  charset=utf-8'], false],
  [['application/json ;charset=utf-8'], false],
  [['application/json;\tcharset=utf-8'], false],
  [['application/json\t; charset=utf-8'], false],
  [['application/json; charset="utf-8"'], false],
  [['application/json; charset=utf8'], false],
  [['application/json; charset=utf-16'], false],
  [['application/json; charset=latin1'], false],
  [['application/json; charset=utf-8; x=y'], false],
  [['application/json; x=y'], false],
  [['application/json; boundary=application/json'], false],
  [['application /json'], false],
  [['application/ json'], false],
  [['application\tjson'], false],
  [['application/json\u00a0'], false],
  [['application/json/'], false],
  [['application/jsonx'], false],
  [['xapplication/json'], false],
  [['application/json+x'], false],
  [['application/x+json'], false],
  [['application/json-seq'], false],
  [['application/ld+json'], false],
  [['application/vnd.api+json'], false],
  [['text/json'], false],
  [['text/plain'], false],
  [['text/plain; application/json'], false],
  [['*/*'], false],
  [['application/*'], false],
  [['json'], false],
  [['multipart/form-data; boundary=x'], false],
  [['application/x-www-form-urlencoded'], false],
  [['application/octet-stream'], false],
  [['__proto__'], false],
  [['constructor/prototype'], false],
  [['application/json'.repeat(100)], false],
  [['ａpplication/json'.replace('ａ', '\u00e1')], false],
];

const routes: Readonly<Record<string, readonly string[]>> = {
  '/': ['GET', 'HEAD'],
  '/health': ['GET', 'HEAD'],
  '/ready': ['GET', 'HEAD'],
  '/openapi.json': ['GET', 'HEAD'],
  '/encrypt': ['POST'],
  '/decrypt': ['GET', 'POST'],
};

/** An input and the status it must be answered with. */
export type Expected = readonly [ask: Ask, statusCode: number];

const bodies = [undefined, '{"Name":"kwcanary"}'];

/** What every method on every route is answered, with and without a body that is of no use. */
export const methods: readonly Expected[] = Object.entries(routes).flatMap(([route, allowed]) =>
  // CONNECT asks for a tunnel, not for an answer.
  METHODS.filter((method) => method !== 'CONNECT').flatMap((method) =>
    bodies.map((body): Expected => {
      const status = !allowed.includes(method)
        ? 405
        : route === '/encrypt' || route === '/decrypt'
          ? 400
          : 200;
      const headers = ['content-type', 'application/json'];
      return [
        { method, path: route, route, headers, ...(body !== undefined && { body: Buffer.from(body) }) },
        status,
      ];
    }),
  ),
);

const found = (path: string, route: string, status = 200): Expected => [
  { method: 'GET', path, route },
  status,
];
const missing = (path: string, method = 'GET'): Expected => [{ method, path, route: undefined }, 404];
const malformed = (path: string): Expected => [{ method: 'GET', path, route: undefined }, 400];

/** Paths that mean a route in an odd spelling, or nothing, or are no path. */
export const paths: readonly Expected[] = [
  found('//health', '/health'),
  found('/////health', '/health'),
  found('//', '/'),
  found('/?', '/'),
  found('/health?', '/health'),
  found('/health?x=1&x[]=2&__proto__=3', '/health'),
  found('/health?%zz', '/health'),
  found('/health?/decrypt', '/health'),
  found('/%68ealth', '/health'),
  found('//decrypt', '/decrypt', 400),
  found('http://elsewhere.example/health', '/health'),
  found('http://elsewhere.example//health?x', '/health'),
  missing('http://elsewhere.example/nothing'),
  missing('/health/'),
  missing('/health//'),
  missing('/HEALTH'),
  missing('/health%20'),
  missing('/health%00'),
  missing('/%00'),
  missing('/%2e%2e/health'),
  missing('/../health'),
  missing('/./health'),
  missing('/decrypt%2f'),
  missing('/%2fdecrypt'),
  missing('/decrypt;x=y'),
  missing('/decrypt/x'),
  missing('/decrypt.json'),
  missing('/__proto__'),
  missing('/constructor'),
  missing('/favicon.ico'),
  missing('/.env'),
  missing('/nothing', 'POST'),
  missing('/nothing', 'DELETE'),
  missing(`/${'a'.repeat(12_000)}`),
  missing(`/${'%61'.repeat(4_000)}`),
  missing(`/${'a/'.repeat(5_000)}`),
  missing('/%F0%9F%94%90'),
  malformed('/%'),
  malformed('/%zz'),
  malformed('/%c3%28'),
  malformed('/%ff'),
];
