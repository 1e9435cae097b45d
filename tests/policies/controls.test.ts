import { format, resolveConfig } from 'prettier';
import { beforeAll, describe, expect, it } from 'vitest';
import { controlTable, type ControlRow } from '../../policies/control-table.ts';
import type { Judgement } from '../../policies/judge.ts';
import { profileOf } from '../../policies/profiles/index.ts';
import { fromDeclaredStack } from '../../policies/read-declared-stack.ts';
import { rules } from '../../policies/rules/index.ts';
import { declaredStack } from '../support/declared-stack.ts';
import { judgedStack } from '../support/policies/judged-stack.ts';

const stacks = ['dev', 'prod', 'monitor'] as const;

interface Judged {
  readonly stack: string;
  readonly judgement: Judgement;
  readonly types: ReadonlySet<string>;
}

function statusOf(row: ControlRow, { judgement, types }: Judged): string {
  const applied = rules.filter(({ id, on }) => row.rules.includes(id) && on.some((type) => types.has(type)));
  if (applied.length === 0) return 'not applicable';
  const broken = judgement.violations.filter(({ rule }) => row.rules.includes(rule.id));
  if (broken.length > 0) return '**broken**';
  const waived = new Set(judgement.waived.map(({ rule }) => rule.id).filter((id) => row.rules.includes(id)));
  return waived.size === 0 ? 'pass' : `waived: ${[...waived].map((id) => `\`${id}\``).join(', ')}`;
}

function controlsOf(row: ControlRow): string {
  const ids = rules.filter(({ id }) => row.rules.includes(id)).flatMap(({ controls }) => controls);
  return [...new Set(ids)].filter((id) => id !== 'field').join(', ') || 'field fault';
}

function reasons({ stack, judgement }: Judged): string {
  const { name, production, waivers } = profileOf(stack);
  const needed = waivers.filter(({ rule }) => judgement.waived.some((waived) => waived.rule.id === rule));
  return [
    `### ${stack}`,
    `Profile ${name}${production ? ", production: essential rules can't be waived" : ''}.`,
    ...needed.map(
      ({ rule, resources, reason }) =>
        `- \`${rule}\`${resources === undefined ? '' : ` (${resources.join(', ')})`}: ${reason}`,
    ),
  ].join('\n\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function render(judged: readonly Judged[]): string {
  const heads = ['resource', 'control', 'published as', 'rules', ...judged.map(({ stack }) => stack)];
  const table = [
    line(heads),
    line(heads.map(() => '---')),
    ...controlTable.map((row) =>
      line([
        row.resource,
        row.control,
        controlsOf(row),
        row.rules.map((id) => `\`${id}\``).join(', '),
        ...judged.map((each) => statusOf(row, each)),
      ]),
    ),
  ];
  return [
    '# Controls',
    'What each stack of this repository keeps of the published security controls, and of what others learned in operation. Made by a test from the rules in `policies/` and the declared stacks: `npx vitest run tests/policies/controls.test.ts -u` writes it anew.',
    table.join('\n'),
    '## Why what is waived',
    ...judged.map(reasons),
  ].join('\n\n');
}

const file = 'docs/controls.md';

describe('the control table', () => {
  const judged: Judged[] = [];
  beforeAll(async () => {
    for (const stack of stacks) {
      const types = fromDeclaredStack(await declaredStack(stack)).map(({ type }) => type);
      judged.push({ stack, judgement: await judgedStack(stack), types: new Set(types) });
    }
  });

  it('has each rule in one row, and no rule that is gone', () => {
    const listed = controlTable.flatMap((row) => row.rules);
    expect([...listed].sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  it('is what docs/controls.md says of the stacks', async () => {
    const options = { ...(await resolveConfig(file)), parser: 'markdown' };
    await expect(await format(render(judged), options)).toMatchFileSnapshot(`../../${file}`);
  });
});
