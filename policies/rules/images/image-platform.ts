import type { Rule } from '../../rule.ts';
import { containersOf } from '../tasks/containers.ts';
import { at, list, text, texts } from '../../values.ts';

const platforms: Readonly<Record<string, string>> = { ARM64: 'linux/arm64', X86_64: 'linux/amd64' };

/** An image of another architecture starts with "exec format error", and ECS tries again for ever. */
export const imagePlatform: Rule = {
  id: 'image-platform',
  sentence: 'An image is built for the platform that its task runs on.',
  controls: ['field'],
  on: ['docker-build:index:Image'],
  check: (image, stack) => {
    const built = texts(image.properties['platforms']);
    const repositories = texts(image.properties['tags']).map((tag) => tag.replace(/:[^:/]*$/, ''));
    const tasks = stack.find('aws:ecs/taskDefinition:TaskDefinition', (task) =>
      containersOf(task).some((container) =>
        repositories.some((repository) => /^[:@]/.test(text(at(container, 'image')).replace(repository, ''))),
      ),
    );
    const wanted = tasks.map(
      (task) => platforms[text(at(task.properties, 'runtimePlatform', 'cpuArchitecture')) || 'X86_64'],
    );
    return wanted.every((platform) => platform !== undefined && list(built).includes(platform))
      ? undefined
      : `The image is built for ${built.join(', ') || "the builder's own platform"}, its task runs on ${wanted.join(', ')}; set platform and runtimePlatform.cpuArchitecture from one setting.`;
  },
};
