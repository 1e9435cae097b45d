import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { runToEnd } from '../support/command.ts';
import { agree, type StubAnswer, type TestMetricFilterCall } from '../support/verify/stub-cloudwatch.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** What the command is given in place of a person's AWS configuration. */
const noConfiguration = {
  AWS_CONFIG_FILE: '/nowhere',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  AWS_EC2_METADATA_DISABLED: 'true',
};
const credentials = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

/** Runs the command against a CloudWatch on loopback. */
async function run(answer: (call: TestMetricFilterCall) => StubAnswer, ...args: readonly string[]) {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const told = answer(JSON.parse(body) as TestMetricFilterCall);
      response.writeHead(told.status).end(JSON.stringify(told.body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return runToEnd('verify-aws', ['--rate', '1000', ...args], {
    ...noConfiguration,
    ...credentials,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  });
}

describe('npm run verify-aws', () => {
  it('ends with 1 and prints the differences as JSON where AWS differs', async () => {
    const { code, stdout } = await run(
      (call) =>
        call.filterPattern === 'ERROR ARGUMENTS' ? { status: 200, body: { matches: [] } } : agree(call),
      '--json',
    );

    const { differences } = JSON.parse(stdout) as { differences: readonly { message: string }[] };
    expect(differences[0]).toEqual({
      rule: 'an example of the documentation',
      pattern: 'ERROR ARGUMENTS',
      message: '[ERROR 419] MISSING ARGUMENTS',
      here: 'match',
      aws: 'no match',
    });
    expect(code).toBe(1);
  });

  it('says in one sentence that there are no credentials, and ends with 2', async () => {
    const { code, stdout, stderr } = await runToEnd('verify-aws', [], noConfiguration);

    expect(stdout).toBe('');
    expect(stderr.split('\n').at(-2)).toMatch(
      /^AWS can't be asked without credentials that it accepts: set AWS_PROFILE, or log in with "aws sso login"\. /,
    );
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(2);
  });
});
