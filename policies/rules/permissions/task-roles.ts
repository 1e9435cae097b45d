import { refersTo } from '../../refers-to.ts';
import type { Resource } from '../../resource.ts';
import type { StackView } from '../../stack-view.ts';

/** The declared roles that tasks of the stack run as. */
export function taskRolesOf(stack: StackView): readonly Resource[] {
  const tasks = stack.ofType('aws:ecs/taskDefinition:TaskDefinition');
  return stack.find('aws:iam/role:Role', (role) =>
    tasks.some(({ properties }) => refersTo(properties['taskRoleArn'], role)),
  );
}
