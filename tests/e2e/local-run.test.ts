import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerCredentials } from '../../local/run/identities.ts';
import type { Snapshot } from '../../console/protocol.ts';
import { sendJson } from '../../smoke/send-json.ts';
import { parseStackOutputs } from '../../smoke/stack-outputs.ts';
import { readOutputsFile } from '../../stack/outputs-file.ts';
import { runToEnd, startCommand, startThroughNpm, type RunningCommand } from '../support/command.ts';
import { filesHolding } from '../support/files.ts';

/** One local run as a person has it: started, used, killed, started again, stopped. Steps build on each other. */
describe('npm start', () => {
  const secretText = `planted-text-${randomUUID()}`;
  const wrongKey = `planted-wrong-key-${randomUUID()}`;
  const name = `e2e-${randomUUID()}`;
  let stateFolder: string;
  let run: RunningCommand;
  let endpoint: string;
  let key: string;

  const start = async (): Promise<void> => {
    run = startCommand('start', ['--port', '0', '--delivery-delay', '0', '--state-folder', stateFolder]);
    endpoint = (await run.printed(/^ApplicationEndpoint: (http:\/\/127\.0\.0\.1:\d+)$/m))[1] ?? '';
  };
  const decrypt = (given: string) => sendJson('GET', `${endpoint}/decrypt`, { Name: name, Key: given });

  beforeAll(async () => {
    stateFolder = await mkdtemp(path.join(tmpdir(), 'keywatch-e2e-'));
    await start();
  });
  afterAll(async () => {
    run.kill('SIGTERM');
    await run.exited;
    await rm(stateFolder, { recursive: true });
  });

  it('prints the endpoint once, and requests that can be pasted', () => {
    expect(run.stdout().match(/^ApplicationEndpoint: /gm)).toHaveLength(1);
    const requests = [...run.stdout().matchAll(/curl -s -X (\w+) .* -d '(\{.*\})' http:\S+(\/\w+);/g)];
    expect(requests.map(([, method, , route]) => `${method} ${route}`)).toEqual([
      'POST /encrypt',
      'GET /decrypt',
      'GET /decrypt',
    ]);
    expect(
      new Set(requests.map(([, , body]) => (JSON.parse(body ?? '') as { Name: string }).Name)).size,
    ).toBe(1);
  });

  it('writes the stack outputs with the local endpoints', async () => {
    const outputs = JSON.parse(await readFile(path.join(stateFolder, 'outputs.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(Object.keys(outputs).sort()).toEqual(
      [
        ...[
          'alarmNames',
          'alarmTopicArn',
          'applicationEndpoint',
          'awsEndpointUrl',
          'awsRegion',
          'dashboardUrl',
        ],
        ...[
          'ecrRepositoryUrl',
          'ecsClusterName',
          'ecsServiceName',
          'ecsTaskRoleArn',
          'imageUri',
          'kmsKeyArn',
          'metricFilterNames',
          'metricFilterPatterns',
          'privateSubnetIds',
        ],
        ...['publicSubnetIds', 'trailArn', 'trailLogGroupName', 'vpcId'],
      ].sort(),
    );
    expect(outputs['applicationEndpoint']).toBe(endpoint);
  });

  it('encrypts and decrypts', async () => {
    const stored = await sendJson('POST', `${endpoint}/encrypt`, { Name: name, Text: secretText });
    expect(stored.status).toBe(200);
    key = (stored.body as { Key: string }).Key;
    expect(await decrypt(key)).toEqual({ status: 200, body: { Text: secretText } });
  });

  it('turns wrong keys into an alarm and a mail', async () => {
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await decrypt(wrongKey)).toEqual({
        status: 400,
        body: { Message: 'Data decryption failed, make sure you have the correct key' },
      });
    }
    const [, file] = await run.printed(
      / {2}mail {7}ALARM: "Pattern1ApplicationKMSSecurityAlarm" in .*: (\S+\.eml)$/m,
    );
    expect(await readFile(path.resolve(file ?? ''), 'utf8')).toContain('To: owner@example.com');
  }, 120_000);

  it('shows the run on a live page, which texts and keys never reach', async () => {
    const [, consoleUrl = ''] = await run.printed(/^Console: (http:\/\/127\.0\.0\.1:\d+)$/m);
    expect((await fetch(consoleUrl)).status).toBe(200);
    const text = await (await fetch(`${consoleUrl}/api/snapshot`)).text();
    const { events, mails } = JSON.parse(text) as Snapshot;
    const wrong = events.find((event) => event.kind === 'request' && event.statusCode === 400);
    expect(wrong).toMatchObject({ route: '/decrypt', kmsCalls: [{ outcome: 'wrong-key' }] });
    expect(mails.map(({ subject }) => subject)).toContainEqual(
      expect.stringContaining('ALARM: "Pattern1ApplicationKMSSecurityAlarm"'),
    );
    const details = events.map(async ({ id }) => (await fetch(`${consoleUrl}/api/events/${id}`)).text());
    const told = [text, ...(await Promise.all(details))].join('\n');
    expect([secretText, key, wrongKey].filter((secret) => told.includes(secret))).toEqual([]);
    const outputs = parseStackOutputs(
      await readOutputsFile(path.join(stateFolder, 'outputs.json')),
      'outputs.json',
    );
    expect(told).toContain(outputs.ecsTaskRoleArn.split('/').at(-1));
  });

  it('keeps texts and keys out of every CloudTrail record', async () => {
    const outputsFile = path.join(stateFolder, 'outputs.json');
    const outputs = parseStackOutputs(await readOutputsFile(outputsFile), outputsFile);
    const logs = new CloudWatchLogsClient({
      region: outputs.awsRegion,
      endpoint: outputs.awsEndpointUrl ?? '',
      credentials: ownerCredentials,
    });
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: outputs.trailLogGroupName }),
    );
    const records = events.map(({ message }) => message ?? '');
    expect(records.filter((record) => record.includes('"eventName":"Decrypt"')).length).toBeGreaterThan(3);
    expect(
      records.filter((record) => [secretText, key, wrongKey, name].some((text) => record.includes(text))),
    ).toEqual([]);
  });

  it('refuses a second run in the same folder in one sentence', async () => {
    const second = await runToEnd('start', ['--port', '0', '--state-folder', stateFolder]);
    expect(second).toMatchObject({ code: 2, stdout: '' });
    expect(second.stderr).toBe(
      `Another local run uses ${stateFolder} (pid ${run.pid}, since ${/since (.*)\)/.exec(second.stderr)?.[1] ?? ''}): stop it with Ctrl-C or "kill ${run.pid}", then start again.\n`,
    );
  });

  it('loses nothing when it is killed, and starts again', async () => {
    run.kill('SIGKILL');
    await run.exited;
    await start();
    expect(await decrypt(key)).toEqual({ status: 200, body: { Text: secretText } });
  });

  it('keeps neither texts nor keys in any log, mail, record or database file, and prints none', async () => {
    expect(await filesHolding(stateFolder, [secretText, key, wrongKey])).toEqual([]);
    expect(run.stdout()).not.toContain(secretText);
    expect(run.stdout()).not.toContain(wrongKey);
    // The scan sees what is there: the name is stored in clear.
    expect(await filesHolding(stateFolder, [name])).not.toEqual([]);
  });

  it('stops every part at SIGTERM and exits 0', async () => {
    run.kill('SIGTERM');
    expect(await run.exited).toEqual({ code: 0, signal: null });
    await expect(decrypt(key)).rejects.toThrow('ECONNREFUSED');
    expect(await readdir(path.join(stateFolder, 'processes'))).toEqual([]);
  });

  it('passes a signal sent to npm on, and npm exits 0 too', async () => {
    const npm = startThroughNpm('start', ['--port', '0', '--state-folder', stateFolder]);
    await npm.printed(/^ApplicationEndpoint: /m);
    npm.kill('SIGTERM');
    expect(await npm.exited).toEqual({ code: 0, signal: null });
    expect(npm.stdout()).toMatch(/\nStopping …\n$/);
    expect(await readdir(path.join(stateFolder, 'processes'))).toEqual([]);
  });
});
