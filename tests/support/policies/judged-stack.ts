import { judge, type Judgement } from '../../../policies/judge.ts';
import { profileOf } from '../../../policies/profiles/index.ts';
import { fromDeclaredStack } from '../../../policies/read-declared-stack.ts';
import { readStackFacts } from '../../../policies/read-stack-facts.ts';
import { rules } from '../../../policies/rules/index.ts';
import type { StackFacts } from '../../../policies/stack-view.ts';
import { readProject } from '../../../stack/project.ts';
import { declaredStack } from '../declared-stack.ts';

/** What rules need of the configuration of a stack that has a file. */
export async function stackFacts(stack: string): Promise<StackFacts> {
  const { name, config } = await readProject('.', stack);
  return readStackFacts(name, JSON.stringify(config));
}

/** A stack's declared resources, held against every rule under the stack's own profile. */
export async function judgedStack(stack: string): Promise<Judgement> {
  return judge({
    rules,
    resources: fromDeclaredStack(await declaredStack(stack)),
    facts: await stackFacts(stack),
    profile: profileOf(stack),
  });
}
