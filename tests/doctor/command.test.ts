import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRecordedServer, type Answers } from '../support/aws/recorded-answers.ts';
import { runToEnd } from '../support/command.ts';
import { healthyAnswers, healthyStack, subscriptionList } from '../fixtures/doctor/healthy-stack.ts';

let folder = '';
let server: Server | undefined;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keywatch-doctor-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => server?.close());

/** What the command is given in place of a person's AWS configuration. */
const noConfiguration = {
  AWS_CONFIG_FILE: '/nowhere',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  AWS_EC2_METADATA_DISABLED: 'true',
};
const credentials = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

async function writeOutputs(outputs: object | string): Promise<string> {
  const file = path.join(folder, 'outputs.json');
  await writeFile(file, typeof outputs === 'string' ? outputs : JSON.stringify(outputs));
  return file;
}

/** Runs the command against a system on loopback, at this very time. */
async function run(answers: Answers, ...args: readonly string[]) {
  server = createRecordedServer(answers).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const file = await writeOutputs(healthyStack);
  return runToEnd('doctor', ['--outputs', file, ...args], {
    ...noConfiguration,
    ...credentials,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  });
}

describe('npm run doctor', () => {
  it('prints a line for each finding with its cure and ends with 1 where something is wrong', async () => {
    const { code, stdout } = await run({
      ...healthyAnswers,
      'cloudwatch:GetMetricStatistics': { body: { Datapoints: [] } },
    });

    // The recording is of the past, so deliveries and events are long overdue.
    expect(stdout).toMatch(/^ok {9}trail-logging {8}The trail \S+ is logging\.\nok {9}trail-selectors /);
    expect(stdout).toMatch(
      /\nFAULT {6}log-group-receiving {2}The log group \/keywatch-dev\/trail has received no event since .*\. Cure: see trail-logging/,
    );
    expect(stdout).toMatch(/\n\n3 faults, 0 warnings\.\n$/);
    expect(code).toBe(1);
  });

  it('prints the same as JSON', async () => {
    const { code, stdout } = await run(
      {
        ...healthyAnswers,
        'sns:ListSubscriptionsByTopic': { body: subscriptionList('PendingConfirmation') },
      },
      '--json',
    );

    const { stack, checks } = JSON.parse(stdout) as { stack: object; checks: readonly object[] };
    expect(stack).toEqual(healthyStack);
    expect(checks).toHaveLength(14);
    expect(checks[10]).toMatchObject({
      id: 'subscriptions',
      title: 'The alarm topic has confirmed subscribers',
      findings: [{ severity: 'fault' }],
    });
    expect(code).toBe(1);
  });

  it('asks the endpoint of a local run with the credentials of its owner', async () => {
    server = createRecordedServer({ 'cloudwatch:DescribeAlarms': { body: { MetricAlarms: [] } } }).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const file = await writeOutputs({ ...healthyStack, awsEndpointUrl: `http://127.0.0.1:${port}` });
    const { code, stdout } = await runToEnd('doctor', ['--outputs', file], noConfiguration);

    expect(stdout).toMatch(
      /\nFAULT {6}alarm-actions {8}The alarm keywatch-dev-kms-wrong-key does not exist\./,
    );
    expect(stdout).toMatch(
      /^unchecked {2}trail-logging {8}The endpoint does not offer cloudtrail:DescribeTrails\./,
    );
    expect(code).toBe(1);
  });

  it.each([
    [
      'no credentials',
      () => writeOutputs(healthyStack),
      /^There are no AWS credentials: set AWS_PROFILE, or log in with "aws sso login"\. [^\n]+\n$/,
    ],
    [
      'a missing outputs file',
      () => Promise.resolve('nowhere.json'),
      /^No outputs file at nowhere\.json: write one with "npx pulumi stack output --json > FILE"[^\n]+\n$/,
    ],
    ['an outputs file that is no JSON', () => writeOutputs('awsRegion: x'), /^\S+ is not JSON: [^\n]+\n$/],
    [
      'an outputs file of another program',
      () => writeOutputs({ ...healthyStack, metricFilterPatterns: undefined, alarmTopicArn: 'topic' }),
      /^\S+ does not hold the outputs of a Keywatch stack of this version\. metricFilterPatterns: [^;]+; alarmTopicArn: is no ARN\. Write it with "npx pulumi stack output --json > FILE" after "npx pulumi up"\.\n$/,
    ],
  ])('given %s says so in one sentence and ends with 2', async (_what, outputs, sentence) => {
    const { code, stdout, stderr } = await runToEnd(
      'doctor',
      ['--outputs', await outputs()],
      noConfiguration,
    );

    expect(stderr).toMatch(sentence);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
