import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../service/config.ts';
import * as limits from '../../service/http/limits.ts';
import { buildCheckedApp, readDocument } from '../service/support/checked-app.ts';
import { createMemoryLog } from '../service/support/memory-log.ts';

const page = await readFile('docs/service.md', 'utf8');

const complete: Readonly<Record<string, string>> = {
  AWS_REGION: 'eu-west-1',
  KMS_KEY_ARN: 'arn:aws:kms:eu-west-1:111122223333:key/11111111-1111-4111-8111-111111111111',
  DATABASE_HOST: 'database.example',
  DATABASE_NAME: 'keywatch',
  DATABASE_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-1-AbCdEf',
};

/** Cells of the table below a heading, row by row, without its head. */
const tableOf = (heading: string): string[][] => {
  const [section = ''] = (page.split(`\n## ${heading}\n`)[1] ?? '').split('\n## ');
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};

const documented = tableOf('Environment').map(([name = '', fallback = '']) => ({
  name: name.replaceAll('`', ''),
  fallback: fallback.replaceAll('`', ''),
}));

/** The variables that are read when a complete environment is parsed. */
const readVariables = (): string[] => {
  const read = new Set<string>();
  const noting = new Proxy(complete, {
    get: (target, name) => {
      read.add(String(name));
      return target[String(name)];
    },
  });
  parseConfig(noting);
  return [...read];
};

/** The names of events in the service's own source. */
const loggedEvents = async (): Promise<string[]> => {
  const entries = await readdir('service', { recursive: true });
  const files = entries.filter((file) => file.endsWith('.ts') && !/^(node_modules|dist)\//.test(file));
  const sources = await Promise.all(files.map((file) => readFile(path.join('service', file), 'utf8')));
  return sources.flatMap((source) =>
    [...source.matchAll(/\bevent(?:: |', )'([a-z-]+)'/g)].map(([, event = '']) => event),
  );
};

describe('the page on the service', () => {
  it('lists every event that is logged, and no other', async () => {
    const documented = tableOf('What is logged').map(([event = '']) => event.replaceAll('`', ''));
    expect(documented.sort()).toEqual((await loggedEvents()).sort());
  });

  it('lists every variable that the service reads, and no other', () => {
    expect(documented.map(({ name }) => name).sort()).toEqual(readVariables().sort());
  });

  it.each(documented.filter(({ fallback }) => /^[\w./]+$/.test(fallback)))(
    'gives the default of $name',
    ({ name, fallback }) => {
      expect(parseConfig({ ...complete, [name]: fallback })).toEqual(parseConfig(complete));
    },
  );

  it('gives no default to the variables that must be set, and only to the others', () => {
    const without = documented.filter(({ fallback }) => fallback === '').map(({ name }) => name);
    expect(without.sort()).toEqual([...Object.keys(complete), 'PREVIOUS_KMS_KEY_ARNS'].sort());
    for (const name of Object.keys(complete)) {
      expect(() => parseConfig({ ...complete, [name]: undefined })).toThrow(`${name} is missing`);
    }
  });

  it('lists the status codes of the OpenAPI document, and the ones in its words', async () => {
    const app = buildCheckedApp({
      log: createMemoryLog().log,
      secrets: {} as never,
    });
    const { paths, info } = await readDocument(app);
    await app.close();
    const onRoutes = Object.values(paths).flatMap((operations) =>
      Object.values(operations).flatMap(({ responses }) => Object.keys(responses)),
    );
    const inWords = info.description.match(/\b4\d\d\b/g) ?? [];
    const codes = tableOf('Status codes').map(([code = '']) => code);
    expect(codes).toEqual([...new Set([...onRoutes, ...inWords])].sort());
  });

  it("states the limits as they are in the service's constants", () => {
    const { maxInFlight, maxWaiting, maxWaitMs, calmMs } = limits.ADMISSION;
    const { LARGE_BODIES } = limits;
    const stated = Object.fromEntries(
      tableOf('Limits').map(([what = '', value = '']) => [what, (value.match(/\d+/g) ?? []).map(Number)]),
    );
    expect(stated).toMatchObject({
      body: [limits.MAX_BODY_BYTES],
      'requests under way at once': [maxInFlight, maxWaiting, maxWaitMs, 503, calmMs],
      'bodies above 16 KiB held at once': [LARGE_BODIES.maxLarge, LARGE_BODIES.maxLargePerClient, 503],
      connections: [limits.MAX_CLIENT_CONNECTIONS],
      'the headers of a request': [
        limits.HEADERS_TIMEOUT_MS / 1000,
        (limits.HEADERS_TIMEOUT_MS + limits.HEADERS_CHECK_INTERVAL_MS) / 1000,
        408,
      ],
      'a body, from the end of the headers': [limits.BODY_TIMEOUT_MS / 1000, 408],
      'a request, from its headers to its answer': [limits.HANDLER_TIMEOUT_MS / 1000, 503],
      'a connection without a byte': [
        limits.CONNECTION_TIMEOUT_MS / 1000,
        limits.KEEP_ALIVE_TIMEOUT_MS / 1000,
      ],
    });
  });
});
