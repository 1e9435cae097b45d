import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answers, createRecordedServer, jsonError } from '../support/aws/recorded-answers.ts';
import { runToEnd } from '../support/command.ts';

let folder = '';
const servers: Server[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keywatch-smoke-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The URL of a server that now listens, until the end of the test. */
async function listening(server: Server): Promise<string> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Runs the command on a deployed stack's outputs, where CloudWatch answers so. */
async function run(answers: Answers, applicationEndpoint = 'http://127.0.0.1:1', options: string[] = []) {
  const url = await listening(createRecordedServer(answers));
  const file = path.join(folder, 'outputs.json');
  const outputs = {
    applicationEndpoint,
    ecsTaskRoleArn: 'arn:aws:iam::111122223333:role/task',
    trailLogGroupName: '/trail',
    alarmNames: ['app-dev-kms-wrong-key', 'LabAlarm'],
    awsRegion: 'eu-west-1',
  };
  await writeFile(file, JSON.stringify(outputs));
  return runToEnd('smoke', ['--outputs', file, ...options], {
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: url,
  });
}

/** Keeps one text, and gives it to whoever asks. */
function createService(): Server {
  let stored = '';
  return createServer((request, response) => {
    void json(request).then((body) => {
      const { Text } = body as { Text?: string };
      stored = Text ?? stored;
      response.end(JSON.stringify(Text === undefined ? { Text: stored } : { Message: 'stored', Key: 'k' }));
    });
  });
}

/** What pages somebody, so that no wrong key is tried. */
const pagingAlarms = ['app-dev-kms-wrong-key', 'LabAlarm'].map((AlarmName) => ({
  AlarmName,
  StateValue: 'OK',
  ActionsEnabled: true,
  AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:topic'],
  AlarmDescription: '[page] A wrong key',
}));

describe('npm run smoke --json', () => {
  it('prints the report with its times as UTC ISO 8601', async () => {
    const answers = { 'cloudwatch:DescribeAlarms': { body: { MetricAlarms: pagingAlarms } } };
    const { code, stdout } = await run(answers, await listening(createService()), ['--json']);
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
    const request = (what: string) => ({ at, stage: 'request', what });
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      {
        passed: true,
        timeline: [
          request('POST /encrypt stores a text: 200'),
          request('GET /decrypt with the right key: 200'),
          request('POST /decrypt with the right key: 200'),
        ],
        problems: [],
        notes: [expect.stringContaining('No wrong key was tried')],
      },
    ]);
  });
});

describe('npm run smoke on a deployed stack ends with 2 and one sentence', () => {
  it('where it may not ask for alarms', async () => {
    const answers = { 'cloudwatch:DescribeAlarms': jsonError('AccessDenied', 'User may not.') };
    expect(await run(answers)).toMatchObject({
      code: 2,
      stdout: '',
      stderr:
        'These credentials may not ask CloudWatch: allow cloudwatch:DescribeAlarms and cloudwatch:DescribeAlarmHistory. cloudwatch:DescribeAlarms failed with AccessDenied: User may not.\n',
    });
  });

  it('where an alarm that the outputs name is not there', async () => {
    const answers = {
      'cloudwatch:DescribeAlarms': { body: { MetricAlarms: [{ AlarmName: 'LabAlarm', StateValue: 'OK' }] } },
    };
    expect(await run(answers)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'CloudWatch has no alarm named app-dev-kms-wrong-key: is the stack up?\n',
    });
  });
});
