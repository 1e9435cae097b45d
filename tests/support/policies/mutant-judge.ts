import { expandRemoteComponents } from '../../../policies/expand-remote-components.ts';
import { judge } from '../../../policies/judge.ts';
import type { Profile } from '../../../policies/profiles/profile.ts';
import { fromDeclaredStack } from '../../../policies/read-declared-stack.ts';
import type { Rule } from '../../../policies/rule.ts';
import { rules } from '../../../policies/rules/index.ts';
import { createStackView, type StackFacts } from '../../../policies/stack-view.ts';
import type { DeclaredResource } from '../../../stack/declared-stack.ts';
import type { Mutant } from './mutants.ts';

/**
 * Tells which rules notice a mutant. Rules are pure, so those that look at no resource of the mutated type say what
 * they said of the stack itself, and are not asked again.
 */
export function createMutantJudge(
  resources: readonly DeclaredResource[],
  facts: StackFacts,
  profile: Profile,
): (mutant: Mutant) => readonly string[] {
  const typesOf = new Map(rules.map((rule) => [rule, typesThat(rule, resources, facts)]));
  return (mutant) => {
    const changed = new Set(
      expandRemoteComponents(fromDeclaredStack({ resources: [mutant.resource] })).map(({ type }) => type),
    );
    const concerned = rules.filter((rule) => [...changed].some((type) => typesOf.get(rule)?.has(type)));
    const { violations } = judge({
      rules: concerned,
      resources: fromDeclaredStack(mutant),
      facts,
      profile,
    });
    return violations.map(({ rule }) => rule.id);
  };
}

/** The types that a rule asks for while it judges the stack, and those it might ask for in another. */
function typesThat(
  rule: Rule,
  declared: readonly DeclaredResource[],
  facts: StackFacts,
): ReadonlySet<string> {
  const types = new Set<string>(rule.on);
  const view = createStackView(fromDeclaredStack({ resources: declared }), facts);
  const watched = {
    ...view,
    ofType: (...asked: readonly string[]) => {
      for (const type of asked) types.add(type);
      return view.ofType(...asked);
    },
    find: (type: string, predicate: Parameters<typeof view.find>[1]) => {
      types.add(type);
      return view.find(type, predicate);
    },
  };
  for (const resource of view.ofType(...rule.on)) rule.check(resource, watched);
  return types;
}
