import { once } from 'node:events';
import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openState } from '../../local/state/open-state.ts';
import { runToEnd } from '../support/command.ts';

/** Whatever the machine has. */
const withoutCredentials = {
  HOME: '/nowhere',
  AWS_PROFILE: 'none-of-this-name',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: '',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '',
};

describe('a command given something it cannot use says so in one sentence and exits 2', () => {
  let stateFolder: string;
  beforeAll(async () => {
    stateFolder = await mkdtemp(path.join(tmpdir(), 'keywatch-cli-'));
  });
  afterAll(() => rm(stateFolder, { recursive: true }));

  it.each([
    [
      'a port that is no number',
      'start',
      ['--port', '80x'],
      /option '--port <number>' argument '80x' is invalid\. It takes a whole number from 0 to 65535\.\n$/,
    ],
    [
      'a negative delay',
      'start',
      ['--delivery-delay', '-1'],
      /'--delivery-delay <seconds>'.*It takes a number from 0 to 3600\.\n$/s,
    ],
    ['an unknown option', 'start', ['--frsh'], /unknown option '--frsh'\n\(Did you mean --fresh\?\)\n$/],
    [
      'a missing outputs file',
      'smoke',
      ['--outputs', 'nowhere.json'],
      /^No outputs file at nowhere\.json: run "npm start" for the local one/,
    ],
    ['no outputs file', 'smoke', [], /required option '--outputs <file>' not specified\n$/],
    [
      'a file that holds no outputs',
      'smoke',
      ['--outputs', 'package.json'],
      /^package\.json does not hold the outputs of a Keywatch stack of this version\. applicationEndpoint: /,
    ],
  ])('%s', async (_what, command, args, sentence) => {
    const folder = command === 'start' ? ['--state-folder', stateFolder] : [];
    const { code, stderr } = await runToEnd(command, [...args, ...folder]);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(2);
  });

  it('an unknown stack, though another run uses the state folder', async () => {
    const state = await openState({ root: stateFolder, now: () => new Date() });
    const { code, stderr } = await runToEnd('start', ['--stack', 'nope', '--state-folder', stateFolder]);
    await state.close();
    expect(stderr).toMatch(
      /^Unknown stack "nope": there is no Pulumi\.nope\.yaml\. Stacks here: .*dev.*\.\n$/,
    );
    expect(code).toBe(2);
  });

  it('a state folder that holds other things, which it leaves as they are', async () => {
    const home = await mkdtemp(path.join(tmpdir(), 'keywatch-home-'));
    await writeFile(path.join(home, 'letter.txt'), '');
    const { code, stderr } = await runToEnd('start', ['--port', '0', '--state-folder', home]);
    expect(stderr).toBe(
      `${home} is no folder of a local run, it holds "letter.txt": name a new folder, an empty one or an earlier run's with --state-folder.\n`,
    );
    expect(code).toBe(2);
    expect(await readdir(home)).toEqual(['letter.txt']);
    await rm(home, { recursive: true });
  });

  it('the outputs of a local run that is over', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.close();
    const file = path.join(stateFolder, 'over.json');
    const outputs = {
      applicationEndpoint: url,
      awsEndpointUrl: url,
      ecsTaskRoleArn: 'arn:aws:iam::111122223333:role/task',
      trailLogGroupName: '/trail',
      alarmNames: ['a'],
      awsRegion: 'eu-west-1',
    };
    await writeFile(file, JSON.stringify(outputs));
    const { code, stderr } = await runToEnd('smoke', ['--outputs', file]);
    expect(stderr).toBe(
      `The local run that wrote ${file} is over: start it with "npm start", then try again.\n`,
    );
    expect(code).toBe(2);
    await rm(file);
  });

  it('the outputs of a deployed stack, without credentials', async () => {
    const file = path.join(stateFolder, 'deployed.json');
    const outputs = {
      applicationEndpoint: 'http://127.0.0.1:1',
      ecsTaskRoleArn: 'arn:aws:iam::111122223333:role/task',
      trailLogGroupName: '/trail',
      alarmNames: ['a'],
      awsRegion: 'eu-west-1',
    };
    await writeFile(file, JSON.stringify(outputs));
    const { code, stderr } = await runToEnd('smoke', ['--outputs', file], withoutCredentials);
    expect(stderr).toMatch(
      /^CloudWatch can't be asked without credentials that AWS accepts: look whether ~\/\.aws\/config has the profile "none-of-this-name"/,
    );
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(2);
    await rm(file);
  });

  it('a region that is none', async () => {
    const { code, stderr } = await runToEnd('verify-aws', ['--region', 'Sydney']);
    expect(stderr).toMatch(/argument 'Sydney' is invalid\. It takes a region, for example us-east-1\.\n$/);
    expect(code).toBe(2);
  });

  it('a region of the environment that is none', async () => {
    const { code, stderr } = await runToEnd('verify-aws', [], { AWS_REGION: 'Sydney' });
    expect(stderr).toBe('AWS_REGION is "Sydney": it takes a region, for example us-east-1.\n');
    expect(code).toBe(2);
  });

  it('a state folder that is a file', async () => {
    const { code, stderr } = await runToEnd('start', ['--port', '0', '--state-folder', 'package.json']);
    expect(stderr).toMatch(/^\S+package\.json can't be a local run's folder \(EEXIST\): name a folder.*\n$/);
    expect(code).toBe(2);
  });

  it('an unknown stack, without forgetting anything although --fresh is given', async () => {
    const mail = path.join(stateFolder, 'mail', 'kept.eml');
    await mkdir(path.dirname(mail), { recursive: true });
    await writeFile(mail, '');
    const { code } = await runToEnd('start', ['--fresh', '--stack', 'nope', '--state-folder', stateFolder]);
    expect(code).toBe(2);
    await expect(access(mail)).resolves.toBeUndefined();
  });

  it('a port in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = String((server.address() as AddressInfo).port);
    const { code, stderr } = await runToEnd('start', ['--port', port, '--state-folder', stateFolder]);
    server.close();
    expect(stderr).toBe(
      `Port ${port} can't be used (EADDRINUSE): stop what listens there, or choose another with --port N (0 means any free one).\n`,
    );
    expect(code).toBe(2);
  });
});
