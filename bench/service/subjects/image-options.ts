import { readFileSync } from 'node:fs';

const dockerfile = new URL('../../../service/Dockerfile', import.meta.url);

/**
 * The options that the service's image gives to Node. Floor and peer get them too: what they gain by them is not the
 * service's merit.
 * @throws Error when the image starts anything but Node with the bundle.
 */
export const readImageOptions = (): readonly string[] => {
  const [, command] = /^CMD (\[.*\])$/m.exec(readFileSync(dockerfile, 'utf8')) ?? [];
  const [program, ...rest] = JSON.parse(command ?? '[]') as string[];
  if (program !== 'node' || rest.at(-1) !== 'main.js') throw new Error('The image does not start main.js.');
  return rest.slice(0, -1);
};
