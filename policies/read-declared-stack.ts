import type { DeclaredResource, DeclaredStack } from '../stack/declared-stack.ts';
import { expandRemoteComponents } from './expand-remote-components.ts';
import type { Resource } from './resource.ts';

/** The resources of a stack that was evaluated instead of deployed, as rules see them. */
export function fromDeclaredStack({ resources }: Pick<DeclaredStack, 'resources'>): readonly Resource[] {
  return expandRemoteComponents(resources.map(fromDeclaredResource));
}

function fromDeclaredResource({ type, name, urn, id, outputs, parent }: DeclaredResource): Resource {
  return { type, name, urn, parent, properties: { ...outputs, ...(id === '' ? {} : { id }) } };
}
