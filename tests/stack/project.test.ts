import { describe, expect, it } from 'vitest';
import { mergeProject } from '../../stack/project.ts';

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

  it("gives a key without a namespace the project's", () => {
    expect(mergeProject(project, { cidrs: [] }, 'Pulumi.x.yaml').config['p:cidrs']).toBe('[]');
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
    ['boolean', 'true', true],
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
