import type { Resource } from '../../resource.ts';
import { at, list, parsed, text } from '../../values.ts';

/** The container definitions of a task definition, parsed. */
export function containersOf({ properties }: Resource): readonly unknown[] {
  return list(parsed(properties['containerDefinitions']));
}

/** A check of each container; each problem begins with the container's name. */
export function eachContainer(
  problemsOf: (container: unknown, task: Resource) => string | readonly string[] | undefined,
): (task: Resource) => readonly string[] {
  return (task) =>
    containersOf(task).flatMap((container) =>
      list(problemsOf(container, task)).map(
        (problem) => `Container ${text(at(container, 'name'))}: ${text(problem)}`,
      ),
    );
}
