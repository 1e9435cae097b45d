import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parseFilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
import { compilePattern } from '../../replay/athena/compile-pattern.ts';
import { athenaDialect } from '../../replay/athena/sql-dialect.ts';

const page = await readFile('docs/replay.md', 'utf8');

/** Blocks of the page: a clause, and below it its SQL or a part of why there is none. */
const clauses = Array.from(page.matchAll(/^```athena\n(.*?)^```$/gms), ([, block = '']) =>
  block.trimEnd().split('\n\n'),
)
  .flat()
  .map((lines) => lines.split('\n') as [clause: string, told: string]);

it.each(clauses)('the page on replay is right of %s', (clause, told) => {
  const compiled = compilePattern(parseFilterPattern(`{ ${clause} }`).syntax, athenaDialect);
  if (compiled.kind === 'sql') expect(compiled.sql).toBe(told);
  else expect(compiled.clauses.map(({ why }) => why).join()).toContain(told);
});

it('the page on replay shows clauses with and without SQL', () => {
  expect(clauses).toHaveLength(10);
});
