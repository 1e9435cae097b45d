import type { Snapshot } from '../../protocol.ts';

/** An alarm's or filter's name without what all of the stack's names begin with. */
export function shortName(name: string, { project, stack }: Pick<Snapshot, 'project' | 'stack'>): string {
  const prefix = `${project}-${stack}-`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}
