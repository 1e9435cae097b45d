import { expect, test } from 'vitest';
import { lastUsefulLine } from '../../../local/postgres/log-sentence.ts';

test.each([
  [
    'the last error, without prefix, not the lines after it',
    [
      '2026-03-01 12:00:00.000 UTC [7] LOG:  could not bind IPv4 address "127.0.0.1": Address already in use',
      '2026-03-01 12:00:00.001 UTC [7] FATAL:  could not create any TCP/IP sockets',
      '2026-03-01 12:00:00.002 UTC [7] LOG:  database system is shut down',
    ],
    'FATAL: could not create any TCP/IP sockets',
  ],
  [
    "the loader's complaint when Postgres itself never ran",
    ['postgres: error while loading shared libraries: libicui18n.so.60: cannot open shared object file', ''],
    'postgres: error while loading shared libraries: libicui18n.so.60: cannot open shared object file',
  ],
  ['that there was none', [], 'it wrote nothing'],
])('tells %s', (_, lines, expected) => {
  expect(lastUsefulLine(lines)).toBe(expected);
});
