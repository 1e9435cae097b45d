import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
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
  it('tells of settings that there are', () => {
    const names = rows.flatMap((row) => row.names).filter((name) => !name.includes(':'));
    expect(names.filter((name) => !(name in config))).toEqual([]);
    expect(names.length).toBeGreaterThan(15);
  });

  it.each(rows.filter(({ told }) => told !== 'see there'))(
    'is right about the default of $names',
    ({ names, told }) => {
      for (const name of names.filter((each) => !each.includes(':'))) {
        const value = config[name]?.default;
        const expected =
          value === undefined ? 'none' : value === '' ? 'empty' : JSON.stringify(value).replaceAll('"', '');
        expect([name, told.replaceAll(/[`"]/g, '')]).toEqual([name, expected]);
      }
    },
  );

  it('names every output of a stack, and no other', async () => {
    const declared = Object.keys((await declaredStack('dev')).outputs);
    const told = [...outputs.matchAll(/`(\w+)`/g)]
      .map(([, name]) => name)
      .filter((name) => name !== 'awsEndpointUrl');
    expect(told.sort()).toEqual(declared.sort());
  });
});
