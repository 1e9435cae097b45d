import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { buildAthenaQueries } from '../../../replay/athena/athena-queries.ts';
import { compilePattern } from '../../../replay/athena/compile-pattern.ts';
import { renderQueries } from '../../../replay/athena/render-queries.ts';
import { athenaDialect } from '../../../replay/athena/sql-dialect.ts';
import { readReplayPlan } from '../../../replay/replay-plan.ts';
import { condition } from '../../support/athena/arbitraries.ts';
import { samplePatterns } from '../../support/athena/compare-with-matcher.ts';
import { filterOf, planOf } from '../../support/athena/one-alarm-plan.ts';
import { loadTrinoGrammar } from '../../support/athena/trino-grammar.ts';
import { declaredStack } from '../../support/declared-stack.ts';

const delay = { deliveryDelaySeconds: 300 };

describe("Trino's grammar", () => {
  it('takes the SQL of every clause, and refuses it with a word too many', async () => {
    const problemsOf = await loadTrinoGrammar();
    const conditions = samplePatterns(condition, 90, 21).flatMap((pattern) => {
      const compiled = compilePattern(parseFilterPattern(pattern).syntax, athenaDialect);
      return compiled.kind === 'sql' ? compiled.sql : [];
    });
    expect(conditions.length).toBeGreaterThan(50);
    for (const sql of conditions) expect(problemsOf(`SELECT 1 FROM t WHERE ${sql};`), sql).toEqual([]);
    expect(problemsOf(`SELECT 1 FROM t WHERE WHERE ${conditions[0] ?? ''};`)).not.toEqual([]);
  });

  it('takes whatever names and patterns hold as comments and strings', async () => {
    const problemsOf = await loadTrinoGrammar();
    const name = "x'\n; DROP TABLE t; --\u2028\u0007";
    const printed = renderQueries(
      buildAthenaQueries(planOf(filterOf(name, `{ $.eventName = "it's\nDROP" }`)), {
        table: '"d"."t"',
        ...delay,
      }),
    );
    expect(problemsOf(printed)).toEqual([]);
    const code = printed
      .split('\n')
      .filter((line) => !line.startsWith('--'))
      .join('\n');
    expect(code.replace(/'(?:[^']|'')*'/g, '')).not.toContain('DROP');
    expect(printed).not.toContain('\u0007');
  });

  it.each(['dev', 'prod', 'monitor'])(
    'takes the query of every shipped detection of the stack %s',
    async (stack) => {
      const plan = readReplayPlan(await declaredStack(stack));
      const told = buildAthenaQueries(plan, { table: '"d"."t"', fromMs: 0, toMs: 1, ...delay });
      expect(told.refused).toEqual([]);
      expect(told.queries.map(({ alarmName }) => alarmName)).toEqual(
        plan.alarms.map(({ alarmName }) => alarmName),
      );
      const problemsOf = await loadTrinoGrammar();
      expect(problemsOf(renderQueries(told))).toEqual([]);
    },
  );
});
