import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { settingsSchema } from '../../infra/settings.ts';
import { declaredStack } from '../support/declared-stack.ts';

const page = readFileSync('docs/settings.md', 'utf8');
const [settings = '', outputs = ''] = page.split('\n## Outputs\n');

interface Setting {
  readonly default?: unknown;
}
const { config } = parse(readFileSync('Pulumi.yaml', 'utf8')) as {
  config: Readonly<Record<string, Setting>>;
};

/** The table's rows: the settings of the first cell, and what the second says is their default. */
const rows = [...settings.matchAll(/^\| ((?:`[\w:]+`(?:, )?)+) +\| (.+?) +\|/gm)].map(
  ([, names = '', told = '']) => ({
    names: [...names.matchAll(/`([\w:]+)`/g)].map(([, name = '']) => name),
    told,
  }),
);

describe('docs/settings.md', () => {
  it('tells of every setting once, of the region, and of nothing else', () => {
    const names = rows.flatMap((row) => row.names);
    expect(names.sort()).toEqual(['aws:region', ...Object.keys(settingsSchema.shape)].sort());
  });

  it.each(rows)('is right about the default of $names', ({ names, told }) => {
    for (const name of names.filter((each) => !each.includes(':'))) {
      const value = config[name]?.default;
      const expected =
        value === undefined ? 'none' : value === '' ? 'empty' : JSON.stringify(value).replaceAll('"', '');
      expect([name, told.replaceAll(/[`"]/g, '')]).toEqual([name, expected]);
    }
  });

  it("is right that no setting changes the service's own rate limit", async () => {
    const [task] = (await declaredStack('dev')).ofType('aws:ecs/taskDefinition:TaskDefinition');
    const [{ environment }] = JSON.parse(String(task?.inputs['containerDefinitions'])) as [
      { environment: readonly { readonly name: string }[] },
    ];
    const names = environment.map(({ name }) => name);
    expect(names).toContain('KMS_KEY_ARN');
    expect(names).not.toContain('RATE_LIMIT_PER_MINUTE');
  });

  it('names every output of a stack, and no other', async () => {
    const declared = Object.keys((await declaredStack('dev')).outputs);
    const told = [...outputs.matchAll(/`(\w+)`/g)]
      .map(([, name]) => name)
      .filter((name) => name !== 'awsEndpointUrl');
    expect(told.sort()).toEqual(declared.sort());
  });
});
