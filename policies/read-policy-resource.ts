import type { PolicyResource } from '@pulumi/policy';
import type { Resource } from './resource.ts';
import { unknownValue } from './unknown.ts';

/** A resource as the policy SDK passes it, as rules see it. */
export function fromPolicyResource({ type, name, urn, props, parent }: PolicyResource): Resource {
  return { type, name, urn, parent: parent?.urn, properties: copy(props) as Resource['properties'] };
}

/** The SDK's properties throw when an unknown one is read: that is how it tells. */
function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.keys(value).map(
    (key) => [key, copyMember(value as Record<string, unknown>, key)] as const,
  );
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}

function copyMember(holder: Record<string, unknown>, key: string): unknown {
  let member: unknown;
  try {
    member = holder[key];
  } catch {
    return unknownValue;
  }
  return copy(member);
}
