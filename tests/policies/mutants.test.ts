import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { profileOf } from '../../policies/profiles/index.ts';
import type { DeclaredResource, DeclaredStack } from '../../stack/declared-stack.ts';
import { declaredStack } from '../support/declared-stack.ts';
import { stackFacts } from '../support/policies/judged-stack.ts';
import { createMutantJudge } from '../support/policies/mutant-judge.ts';
import { mutantsOf, slipsOf, type Mutant } from '../support/policies/mutants.ts';
import { unnoticed, type Unnoticed } from '../support/policies/unnoticed.ts';
import { worstValues } from '../support/policies/slips.ts';

/** What AWS charges or guards by: everything but components and what only shows. */
function isMutated({ type }: DeclaredResource): boolean {
  return /^awsx?:/.test(type) && !/dashboard|queryDefinition/.test(type);
}

function describeMutant({ resource, path, change }: Mutant): string {
  return `${resource.type} ${resource.name} ${path}: ${change}`;
}

function isExplained({ resource, path }: Mutant): boolean {
  return unnoticed.some((entry) => explains(entry, resource.type, path));
}

function explains({ types, path: paths }: Unnoticed, type: string, path: string): boolean {
  return types.test(type.replace(/^.*:/, '')) && paths.test(path);
}

/** Whether the test that is said to guard an input speaks of it at all. */
function isNamedByItsGuard({ resource, path }: Mutant): boolean {
  const input = path.split('.').findLast((key) => key !== '[]') ?? resource.type.replace(/^.*:/, '');
  return unnoticed.some(
    (entry) =>
      'guard' in entry &&
      explains(entry, resource.type, path) &&
      readFileSync(entry.guard, 'utf8').includes(input),
  );
}

describe('a mutant of prod', () => {
  let prod: DeclaredStack;
  let noticed: (mutant: Mutant) => readonly string[];
  beforeAll(async () => {
    prod = await declaredStack('prod');
    noticed = createMutantJudge(prod.resources, await stackFacts('prod'), profileOf('prod'));
  });

  it('that has the worst value of a setting is always noticed by a rule', () => {
    const slips = [...slipsOf(prod.resources, worstValues)];
    const missed = slips.filter((mutant) => noticed(mutant).length === 0).map(describeMutant);
    console.log(`${slips.length - missed.length} of ${slips.length} worst values are noticed by a rule`);
    expect(missed).toEqual([]);
    expect(new Set(slips.map(({ resource }) => resource.type))).toEqual(new Set(Object.keys(worstValues)));
  });

  it('that lacks anything, or has anything turned round, is noticed by a rule or explained', () => {
    const mutants = [...mutantsOf(prod.resources, isMutated)];
    const survivors = mutants.filter((mutant) => noticed(mutant).length === 0);
    const guarded = survivors.filter(({ resource, path }) =>
      unnoticed.some((entry) => 'guard' in entry && explains(entry, resource.type, path)),
    );
    console.log(
      `${mutants.length} mutants: ${mutants.length - survivors.length} noticed by a rule, ${guarded.length} by a test, ${survivors.length - guarded.length} harmless`,
    );
    expect(survivors.filter((mutant) => !isExplained(mutant)).map(describeMutant)).toEqual([]);
    expect(mutants.length - survivors.length).toBeGreaterThan(1000);
    const idle = unnoticed.filter(
      (entry) => !survivors.some(({ resource, path }) => explains(entry, resource.type, path)),
    );
    expect(idle).toEqual([]);
    expect(guarded.filter((mutant) => !isNamedByItsGuard(mutant)).map(describeMutant)).toEqual([]);
  });
});
