import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { sendJson } from '../../../../smoke/send-json.ts';
import { evaluateStack, type EvaluateOptions } from '../../../../stack/evaluate.ts';
import { startCommand, type RunningCommand } from '../../../support/command.ts';
import { createScratchCopy } from '../../../support/docs/scratch-copy.ts';
import { findSecrets, findSecretsBelow, type Finding } from '../../../support/secrets/find-secrets.ts';
import { marker } from '../../../support/secrets/interrogation.ts';

const planted: Record<string, string> = {
  Text: marker(),
  'wrong Key': marker(),
  "the person's AWS secret key": marker(),
  "the person's AWS session token": marker(),
};
const name = marker();
const environment = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: planted["the person's AWS secret key"] ?? '',
  AWS_SESSION_TOKEN: planted["the person's AWS session token"] ?? '',
};

let stateFolder: string;
let run: RunningCommand;
beforeAll(async () => {
  stateFolder = await mkdtemp(path.join(tmpdir(), 'keywatch-planted-'));
});
afterAll(async () => {
  run.kill('SIGTERM');
  await run.exited;
  await rm(stateFolder, { recursive: true });
});

describe('planted secrets', { timeout: 300_000 }, () => {
  it('are in nothing a local run keeps or prints: records, logs, mails, state, database; a Name is', async () => {
    run = startCommand(
      'start',
      ['--port', '0', '--delivery-delay', '0', '--state-folder', stateFolder],
      environment,
    );
    const [, endpoint = ''] = await run.printed(/^ApplicationEndpoint: (http:\/\/127\.0\.0\.1:\d+)$/m);
    const stored = await sendJson('POST', `${endpoint}/encrypt`, { Name: name, Text: planted['Text'] });
    const { Key } = stored.body as { Key: string };
    expect((await sendJson('GET', `${endpoint}/decrypt`, { Name: name, Key })).body).toEqual({
      Text: planted['Text'],
    });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await sendJson('GET', `${endpoint}/decrypt`, { Name: name, Key: planted['wrong Key'] });
    }
    await run.printed(/ {2}mail {7}ALARM: "Pattern1ApplicationKMSSecurityAlarm"/m);
    run.kill('SIGTERM');
    await run.exited;
    const secrets = { ...planted, Key };
    const { files, findings } = await findSecretsBelow(stateFolder, secrets);
    console.log(files, 'files of a local run,', Object.keys(secrets).length, 'secrets');
    expect(findings).toEqual([]);
    expect(findSecrets(Buffer.from(run.stdout() + run.stderr()), secrets, 'printed')).toEqual([]);
    expect((await findSecretsBelow(stateFolder, { Name: name })).findings).not.toEqual([]);
  });
});

describe('planted secrets of the environment', { timeout: 300_000 }, () => {
  /** What was found of them in all that a project's stack declares. */
  const findDeclared = async (options: EvaluateOptions): Promise<readonly Finding[]> => {
    const before = { ...process.env };
    Object.assign(process.env, environment, {
      PGPASSWORD: planted['Text'],
      DATABASE_PASSWORD: planted['Text'],
    });
    try {
      const { resources, outputs } = await evaluateStack(options);
      expect(resources.length).toBeGreaterThan(50);
      return findSecrets(Buffer.from(JSON.stringify({ resources, outputs })), planted, 'declared');
    } finally {
      process.env = before;
    }
  };

  it.each(['dev', 'prod', 'monitor'])('are in no resource and no output that %s declares', async (stack) => {
    expect(await findDeclared({ stack })).toEqual([]);
  });

  it('would have been found in an output', async () => {
    const copy = await createScratchCopy();
    await appendFile(path.join(copy.folder, 'index.ts'), 'export const login = { ...process.env };\n');
    const options = { stack: 'monitor', projectFolder: copy.folder };
    const found = await findDeclared(options).finally(() => copy.remove());
    expect(new Set(found.map(({ secret }) => secret))).toEqual(
      new Set(['Text', "the person's AWS secret key", "the person's AWS session token"]),
    );
  });
});
