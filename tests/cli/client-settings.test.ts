import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientSettings } from '../../cli/client-settings.ts';
import { healthyStack } from '../fixtures/doctor/healthy-stack.ts';
import { createRecordedServer } from '../support/aws/recorded-answers.ts';
import { runToEnd } from '../support/command.ts';

/** What a person may have set for AWS. */
const forAws = {
  AWS_CONFIG_FILE: '/nowhere',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  AWS_USE_FIPS_ENDPOINT: 'true',
  AWS_USE_DUALSTACK_ENDPOINT: 'true',
};

describe('a local run, where the environment asks for FIPS and dual-stack endpoints of AWS', () => {
  let folder: string;
  let server: Server;
  let awsEndpointUrl: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keywatch-client-'));
    server = createRecordedServer({ 'cloudwatch:DescribeAlarms': { body: { MetricAlarms: [] } } });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    awsEndpointUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  const run = async (command: string, outputs: object, ...options: string[]) => {
    const file = path.join(folder, 'outputs.json');
    await writeFile(file, JSON.stringify({ ...outputs, awsEndpointUrl }));
    return runToEnd(command, ['--outputs', file, ...options], forAws);
  };

  it('is asked by smoke', async () => {
    const outputs = {
      applicationEndpoint: 'http://127.0.0.1:1',
      ecsTaskRoleArn: 'arn:aws:iam::111122223333:role/task',
      trailLogGroupName: '/trail',
      alarmNames: ['app-dev-kms-wrong-key'],
      awsRegion: 'eu-west-1',
    };
    expect(await run('smoke', outputs)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'CloudWatch has no alarm named app-dev-kms-wrong-key: is the stack up?\n',
    });
  });

  it('is asked by the doctor', async () => {
    const { stdout } = await run('doctor', healthyStack, '--json');
    const { checks } = JSON.parse(stdout) as { checks: { id: string; findings: { severity: string }[] }[] };
    const { findings = [] } = checks.find(({ id }) => id === 'alarm-actions') ?? {};
    expect(findings.map(({ severity }) => severity)).toEqual(Array(3).fill('fault'));
  });
});

it('leaves everything but the region to the environment where the stack is on AWS', () => {
  expect(clientSettings({ awsRegion: 'eu-west-1' })).toEqual({ region: 'eu-west-1' });
});
