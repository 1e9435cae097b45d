import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRecordedServer, xmlError, type Answers } from '../support/aws/recorded-answers.ts';
import { runToEnd } from '../support/command.ts';
import { callerIdentity } from '../fixtures/doctor/caller-identity.ts';
import { healthyAnswers, healthyStack } from '../fixtures/doctor/healthy-stack.ts';

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

async function writeOutputs(outputs: object): Promise<string> {
  const file = path.join(folder, 'outputs.json');
  await writeFile(file, JSON.stringify(outputs));
  return file;
}

/** Runs the command against a system on loopback, at this very time. */
async function run(answers: Answers) {
  server = createRecordedServer(answers).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const file = await writeOutputs(healthyStack);
  return runToEnd('doctor', ['--outputs', file], {
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

  it('ends with 2 and names both accounts where the credentials are of another than the stack', async () => {
    const { code, stdout, stderr } = await run({
      ...healthyAnswers,
      'sts:GetCallerIdentity': { body: callerIdentity('999988887777') },
    });

    expect(stderr).toMatch(
      /^The AWS credentials are of the account 999988887777, and the stack of \S+outputs\.json is in 111122223333, by its alarmTopicArn: choose credentials of that account, for example with AWS_PROFILE\.\n$/,
    );
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('looks at the stack where STS does not say whose the credentials are', async () => {
    const { code, stdout } = await run({
      ...healthyAnswers,
      'sts:GetCallerIdentity': xmlError(503, 'ServiceUnavailable', 'Service is unable to handle request.'),
    });

    expect(stdout).toMatch(/^ok {9}trail-logging /);
    expect(code).toBe(1);
  });

  it('asks the endpoint of a local run with the credentials of its owner, and prints JSON on demand', async () => {
    server = createRecordedServer({ 'cloudwatch:DescribeAlarms': { body: { MetricAlarms: [] } } }).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const outputs = { ...healthyStack, awsEndpointUrl: `http://127.0.0.1:${port}` };
    const { code, stdout } = await runToEnd(
      'doctor',
      ['--outputs', await writeOutputs(outputs), '--json'],
      noConfiguration,
    );

    const { stack, checks } = JSON.parse(stdout) as { stack: object; checks: readonly object[] };
    expect(stack).toEqual(outputs);
    expect(checks).toHaveLength(14);
    expect(checks[0]).toMatchObject({
      id: 'trail-logging',
      title: 'The trail is logging',
      findings: [{ severity: 'unchecked' }],
    });
    expect(checks[7]).toMatchObject({ id: 'alarm-actions', findings: Array(3).fill({ severity: 'fault' }) });
    expect(code).toBe(1);
  });

  it.each([
    [
      'no credentials',
      {},
      () => writeOutputs(healthyStack),
      /^There are no AWS credentials: set AWS_PROFILE, or log in with "aws sso login"\. [^\n]+\n$/,
    ],
    [
      'a profile that there is not',
      { AWS_PROFILE: 'none-of-this-name' },
      () => writeOutputs(healthyStack),
      /^There are no AWS credentials: look whether ~\/\.aws\/config has the profile "none-of-this-name" that AWS_PROFILE names, and log in with "aws sso login"\. [^\n]+\n$/,
    ],
    [
      'a missing outputs file',
      {},
      () => Promise.resolve('nowhere.json'),
      /^No outputs file at nowhere\.json: run "npm start" for the local one \(\.keywatch\/outputs\.json\), or "npx pulumi stack output --json > FILE"[^\n]+\n$/,
    ],
  ])('given %s says so in one sentence and ends with 2', async (_what, environment, outputs, sentence) => {
    const { code, stdout, stderr } = await runToEnd('doctor', ['--outputs', await outputs()], {
      ...noConfiguration,
      ...environment,
    });

    expect(stderr).toMatch(sentence);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
