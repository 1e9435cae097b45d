import type { Rule } from '../../rule.ts';
import { containersOf } from '../tasks/containers.ts';
import { at, text } from '../../values.ts';

export const imagePinned: Rule = {
  id: 'image-pinned',
  sentence: 'A task names its image by digest or by a tag that says which one.',
  controls: ['field'],
  on: ['aws:ecs/taskDefinition:TaskDefinition'],
  check: (task) =>
    containersOf(task)
      .map((container) => text(at(container, 'image')))
      .filter((image) => !/@sha256:[0-9a-f]{64}$|:(?!latest$)[\w.-]+$/.test(image))
      .map(
        (image) =>
          `The image ${image} can change under a running service; name it by digest, or by a tag other than latest.`,
      ),
};
