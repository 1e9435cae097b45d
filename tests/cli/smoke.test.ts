import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answers, createRecordedServer, jsonError } from '../support/aws/recorded-answers.ts';
import { runToEnd } from '../support/command.ts';

let folder = '';
let server: Server | undefined;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keywatch-smoke-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => server?.close());

/** Runs the command on a deployed stack's outputs, where CloudWatch answers so. */
async function run(answers: Answers) {
  server = createRecordedServer(answers).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const file = path.join(folder, 'outputs.json');
  const outputs = {
    applicationEndpoint: 'http://127.0.0.1:1',
    ecsTaskRoleArn: 'arn:aws:iam::111122223333:role/task',
    trailLogGroupName: '/trail',
    alarmNames: ['app-dev-kms-wrong-key', 'LabAlarm'],
    awsRegion: 'eu-west-1',
  };
  await writeFile(file, JSON.stringify(outputs));
  return runToEnd('smoke', ['--outputs', file], {
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
}

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
