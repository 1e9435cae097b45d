import type { DeclaredResource, DeclaredStack } from '../../stack/declared-stack.ts';
import { propertiesOf } from '../../stack/declared/properties.ts';
import { CostError } from '../cost-error.ts';

/**
 * The task definition that a service runs.
 * @throws CostError when the stack does not declare it.
 */
export function taskDefinitionOf(resource: DeclaredResource, stack: DeclaredStack): DeclaredResource {
  const arn = propertiesOf(resource).text('taskDefinition');
  const found = stack
    .ofType('aws:ecs/taskDefinition:TaskDefinition')
    .find(({ outputs }) => outputs['arn'] === arn);
  if (found !== undefined) return found;
  throw new CostError(`${resource.type} "${resource.name}" runs ${arn}, which the stack does not declare.`);
}
