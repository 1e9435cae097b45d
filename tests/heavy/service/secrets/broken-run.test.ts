import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { stateFolder, type StateFolder } from '../../../../local/state/state-folder.ts';
import { startCommand, type RunningCommand } from '../../../support/command.ts';
import { createScratchCopy, type ScratchCopy } from '../../../support/docs/scratch-copy.ts';
import { filesBelow } from '../../../support/files.ts';
import { plantForms } from '../../../support/secrets/planted-forms.ts';
import { findSecrets, findSecretsBelow, type Secrets } from '../../../support/secrets/find-secrets.ts';
import { Interrogation, marker } from '../../../support/secrets/interrogation.ts';

const planted = {
  Text: marker(),
  'another Text': marker(),
  'wrong Key': marker(),
  Name: marker(),
  header: marker(),
  "the person's AWS secret key": marker(),
  "the person's AWS session token": marker(),
  crash: marker(),
};
const preload = fileURLToPath(new URL('../../../support/secrets/crash-on-signal.mjs', import.meta.url));

let copy: ScratchCopy;
let state: StateFolder;
let run: RunningCommand;
const interrogation = new Interrogation('', planted);
/** All that processes printed and the live page answered. */
const told: string[] = [];
/** What AWS would have given to each task, and RDS to the database. */
const machineSecrets: Record<string, string> = {};

const changeCopy = async (file: string, from: string, to: string): Promise<void> => {
  const text = await readFile(path.join(copy.folder, file), 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} has not exactly one ${from}`);
  await writeFile(path.join(copy.folder, file), text.replace(from, to));
};

beforeAll(async () => {
  copy = await createScratchCopy();
  state = stateFolder(await mkdtemp(path.join(tmpdir(), 'keywatch-broken-')));
  await changeCopy(
    'infra/container-definition.ts',
    "LOG_LEVEL: 'info'",
    `LOG_LEVEL: 'trace', NODE_OPTIONS: '--import ${preload}', PLANTED_IN_CRASH: '${planted.crash}'`,
  );
});
afterAll(async () => {
  run.kill('SIGKILL');
  await run.exited;
  await copy.remove();
  await rm(state.root, { recursive: true });
});

const pidOf = async (name: string): Promise<number> => {
  for (const file of await readdir(state.processesFolder)) {
    const record = await readFile(path.join(state.processesFolder, file), 'utf8');
    const { name: found, pid } = JSON.parse(record) as { name: string; pid: number };
    if (found === name) return pid;
  }
  throw new Error(`No process ${name} runs.`);
};

/** The page's own requests; what it answers is kept. */
const askConsole = async (pathname: string, body?: object): Promise<void> => {
  const [, page = ''] = await run.printed(/(http:\/\/127\.0\.0\.1:\d+)\/?\n(?=[^]*ApplicationEndpoint)/);
  const answer = await fetch(`${page}${pathname}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { origin: page, 'content-type': 'application/json' },
  });
  told.push(await answer.text());
  expect([pathname, answer.status]).toEqual([pathname, 200]);
};

/** Starts everything on what is there, asks everything, and waits for the end that `during` brings about. */
const runUntilBroken = async (number: number, during: () => Promise<void>): Promise<void> => {
  run = startCommand(
    'start',
    ['--port', '0', '--delivery-delay', '0', '--state-folder', state.root],
    {
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: planted["the person's AWS secret key"],
      AWS_SESSION_TOKEN: planted["the person's AWS session token"],
    },
    copy.folder,
  );
  const [, endpoint = ''] = await run.printed(/^ApplicationEndpoint: (http:\/\/127\.0\.0\.1:\d+)$/m);
  interrogation.url = endpoint;
  const environment = await readFile(`/proc/${await pidOf('service')}/environ`, 'utf8');
  for (const variable of environment.split('\0')) {
    const [, name = '', value = ''] = /^(AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN)=(.*)$/.exec(variable) ?? [];
    if (name !== '') machineSecrets[`${name} of task ${number}`] = value;
  }
  await interrogation.askEverything();
  await during();
  const { code } = await run.exited;
  told.push(run.stdout(), run.stderr());
  expect([code, run.stderr()]).toEqual([1, expect.stringMatching(/ended unexpectedly/)]);
};

const secretsOf = (): Secrets => ({ ...planted, ...machineSecrets, ...interrogation.answeredKeys() });

const logOf = (name: string): Promise<string> => readFile(path.join(state.logsFolder, name), 'utf8');

describe('planted secrets, in a run of everything at trace level', { timeout: 900_000 }, () => {
  it('while KMS is out and throttles, and the service dies of a fault that nobody caught', async () => {
    await runUntilBroken(1, async () => {
      for (const fault of ['outage', 'throttle', null]) {
        await askConsole('/api/fault', { fault });
        await interrogation.askEverything();
      }
      await run.printed(/ {2}mail {7}ALARM: "Pattern1ApplicationKMSSecurityAlarm"/m);
      await askConsole('/api/snapshot');
      process.kill(await pidOf('service'), 'SIGUSR2');
    });
    expect(await logOf('service.log')).toMatch(/"event":"fault".*"type":"TypeError"/);
  });

  it('while Postgres is killed under requests', async () => {
    await runUntilBroken(2, async () => {
      const asked = interrogation.askEverything().catch(() => undefined);
      await delay(50);
      process.kill(await pidOf('postgres'), 'SIGKILL');
      await asked;
    });
  });

  it('while the service aborts, without a report of what it held', async () => {
    await runUntilBroken(3, async () => {
      expect(await logOf('postgres.log')).toContain('database system was not properly shut down');
      process.kill(await pidOf('service'), 'SIGABRT');
      await run.exited;
    });
    const written = [...(await filesBelow(copy.folder)), ...(await filesBelow(state.root))];
    expect(written.filter((file) => /(?:^|\/)(?:report\.[^/]*\.json|core(?:\.\d+)?)$/.test(file))).toEqual(
      [],
    );
    const log = await logOf('service.log');
    for (const seen of ['"level":"debug"', '"event":"unavailable"', '"_aws"']) expect(log).toContain(seen);
    expect((await readdir(state.mailFolder)).length).toBeGreaterThan(1);
  });

  it('are in no answer, no page, nothing printed and no file: logs, records, mails, metrics, data, WAL', async () => {
    const { Name, ...secrets } = secretsOf();
    const [passwordFile = ''] = (await filesBelow(state.postgresFolder)).filter((file) =>
      file.endsWith('/password.json'),
    );
    const passwords = Object.values(JSON.parse(await readFile(passwordFile, 'utf8')) as object).filter(
      (value): value is string => typeof value === 'string' && value.length > 15,
    );
    expect(passwords).toHaveLength(1);
    const all = { ...secrets, 'database password': passwords[0] ?? '' };
    const { files, findings } = await findSecretsBelow(state.root, all, ['password.json']);
    console.log(files, 'files,', told.length, 'outputs,', interrogation.refusals.length, 'refusals,');
    console.log(Object.keys(all).length, 'secrets');
    expect(findings).toEqual([]);
    // The copy's own line of the container's environment holds what a crash is to quote.
    const inCopy = await findSecretsBelow(copy.folder, all, ['container-definition.ts']);
    expect(inCopy.findings).toEqual([]);
    const heard = Buffer.from([...told, ...interrogation.refusals].join('\n'));
    expect(findSecrets(heard, { ...all, Name: Name ?? '' }, 'told')).toEqual([]);
    expect((await findSecretsBelow(state.root, { Name: planted.Name })).findings).not.toEqual([]);
  });

  it('would have been found in each kind of file and in what was told, in any spelling', async () => {
    const found = await filesBelow(state.root);
    const oneOf = (kind: RegExp): string => found.find((file) => kind.test(file)) ?? String(kind);
    const kinds = [
      /service\.log$/,
      /postgres\.log$/,
      /\.eml$/,
      /outputs\.json$/,
      /pg_wal\/[0-9A-F]{24}$/,
      /base\/\d+\/\d+$/,
    ];
    const contents = await Promise.all(kinds.map((kind) => readFile(oneOf(kind))));
    for (const content of [...contents, Buffer.from(told.join('\n'))]) {
      const { bytes, secrets } = plantForms(content);
      const findings = findSecrets(bytes, secrets, 'a copy');
      expect(new Set(findings.map(({ secret }) => secret))).toEqual(new Set(Object.keys(secrets)));
    }
  });
});
