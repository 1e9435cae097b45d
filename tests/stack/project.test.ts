import { describe, expect, it } from 'vitest';
import { listStacks, mergeProject, readProject } from '../../stack/project.ts';
import { writeFiles } from '../support/replay/replay-of.ts';

const project = {
  name: 'p',
  runtime: { name: 'nodejs', options: { nodeargs: '--import  tsx' } },
  config: {
    'aws:region': { value: 'us-east-1' },
    count: { type: 'integer', default: 2 },
    open: { type: 'boolean', default: false },
    cidrs: { type: 'array', items: { type: 'string' } },
  },
};

describe('mergeProject', () => {
  it("lets the stack's values win over the project's defaults and passes every value as a string", () => {
    expect(
      mergeProject(
        project,
        { 'p:cidrs': ['10.0.0.0/8'], 'p:open': true, 'aws:region': 'eu-west-1' },
        'Pulumi.x.yaml',
      ),
    ).toEqual({
      name: 'p',
      nodeArgs: ['--import', 'tsx'],
      config: { 'aws:region': 'eu-west-1', 'p:count': '2', 'p:open': 'true', 'p:cidrs': '["10.0.0.0/8"]' },
    });
  });

  it('takes a default from any of the ways to declare one', () => {
    const config = { short: 5, 'aws:region': { value: 'us-east-1' }, long: { default: 'x' } };
    expect(mergeProject({ name: 'p', config }, {}, 'Pulumi.x.yaml').config).toEqual({
      'p:short': '5',
      'aws:region': 'us-east-1',
      'p:long': 'x',
    });
  });

  it('splits the arguments for node at spaces, of which there may be too many', () => {
    const runtime = { options: { nodeargs: ' --import  tsx ' } };
    expect(mergeProject({ name: 'p', runtime }, {}, 'Pulumi.x.yaml').nodeArgs).toEqual(['--import', 'tsx']);
  });

  it("gives a key without a namespace the project's", () => {
    expect(mergeProject(project, { cidrs: [] }, 'Pulumi.x.yaml').config['p:cidrs']).toBe('[]');
  });

  it("asks for no value of a key that is not the project's, nor for one where none is declared", () => {
    const { config } = mergeProject({ name: 'p', config: { 'aws:profile': {} } }, {}, 'Pulumi.x.yaml');
    expect(config).toEqual({});
    expect(mergeProject({ name: 'p' }, {}, 'Pulumi.x.yaml')).toEqual({ name: 'p', nodeArgs: [], config: {} });
  });

  it('keeps keys the project does not declare', () => {
    const { config } = mergeProject(project, { 'p:cidrs': [], 'p:extra': { a: 1 } }, 'Pulumi.x.yaml');
    expect(config['p:extra']).toBe('{"a":1}');
  });

  it('lists every problem: a missing value, a wrong type, an encrypted value inside a structure', () => {
    const merge = (): unknown =>
      mergeProject(
        project,
        { 'p:count': 'many', 'p:nested': { inner: [{ secure: 'v1:xyz' }] } },
        'Pulumi.x.yaml',
      );
    expect(merge).toThrow(
      [
        'Pulumi.x.yaml sets "p:count" to "many": it must be of type integer.',
        'Pulumi.x.yaml must set "p:cidrs": Pulumi.yaml declares it without a default.',
        'Pulumi.x.yaml holds an encrypted value for "p:nested": an evaluation has no key to decrypt it. Keywatch needs no secret in its configuration.',
      ].join('\n'),
    );
  });

  it.each([
    ['integer', '7', true],
    ['integer', '7.5', false],
    ['integer', 'seven', false],
    ['integer', true, false],
    ['integer', [], false],
    ['boolean', 'true', true],
    ['boolean', 'false', true],
    ['boolean', 'yes', false],
    ['array', [], true],
    ['array', '[]', false],
    ['string', 'text', true],
    ['string', 3, false],
    ['map', {}, false],
  ])('checks type %s against %j: %s', (type, value, accepted) => {
    const merge = (): unknown =>
      mergeProject({ name: 'p', config: { key: { type } } }, { 'p:key': value }, 'Pulumi.x.yaml');
    if (accepted) expect(merge).not.toThrow();
    else expect(merge).toThrow(`it must be of type ${type}`);
  });
});

describe('the stacks of a folder', () => {
  const longest = 'x'.repeat(100);
  const files = {
    'Pulumi.yaml': 'name: p',
    'Pulumi.prod.yaml': 'config: { "p:a": 1 }',
    'Pulumi.dev.yaml': '',
    [`Pulumi.${longest}.yaml`]: '',
    [`Pulumi.${longest}x.yaml`]: '',
    'Pulumi.a b.yaml': '',
    'Pulumi.broken.yaml': '{',
    'Pulumi.list.yaml': '[]',
    'Pulumi.dev.yaml.bak': '',
    'MyPulumi.dev.yaml': '',
  };

  it('are those with a settings file and a name that Pulumi allows, sorted', async () => {
    expect(await listStacks(await writeFiles(files))).toEqual(['broken', 'dev', 'list', 'prod', longest]);
  });

  it('have what their file sets, if it sets anything', async () => {
    const folder = await writeFiles(files);
    expect((await readProject(folder, 'prod')).config).toEqual({ 'p:a': '1' });
    expect((await readProject(folder, 'dev')).config).toEqual({});
    expect((await readProject(folder, longest)).config).toEqual({});
  });

  it.each(['staging', 'dev/../prod', 'a b', `${longest}x`, ''])(
    'are none of an odd name: %j',
    async (stack) => {
      await expect(readProject(await writeFiles(files), stack)).rejects.toThrow(
        `Unknown stack "${stack}": there is no Pulumi.${stack}.yaml.`,
      );
    },
  );

  it('are told to who asks for another', async () => {
    const folder = await writeFiles({ 'Pulumi.yaml': 'name: p', 'Pulumi.b.yaml': '', 'Pulumi.a.yaml': '' });
    await expect(readProject(folder, 'dev')).rejects.toThrow('Stacks here: a, b.');
  });

  it('may be none', async () => {
    const folder = await writeFiles({ 'Pulumi.yaml': 'name: p' });
    await expect(readProject(folder, 'dev')).rejects.toThrow('Stacks here: none.');
  });

  it.each([
    ['broken', "Pulumi.broken.yaml can't be read: "],
    ['list', 'Pulumi.list.yaml must hold a YAML mapping.'],
  ])('are refused when their file is no mapping: %s', async (stack, problem) => {
    await expect(readProject(await writeFiles(files), stack)).rejects.toThrow(problem);
  });
});
