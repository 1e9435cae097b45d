import { estimateCost } from '../../../cost/estimate.ts';
import type { PricedRegion } from '../../../cost/region.ts';
import {
  createDeclaredStack,
  type DeclaredResource,
  type DeclaredStack,
} from '../../../stack/declared-stack.ts';

type Values = Readonly<Record<string, unknown>>;

/** A resource as an evaluation would have recorded it; AWS's answers are its inputs and `answers`. */
export function declare(
  type: string,
  name: string,
  inputs: Values = {},
  answers: Values = {},
): DeclaredResource {
  return {
    type,
    name,
    urn: `urn:pulumi:test::keywatch::${type}::${name}`,
    inputs,
    id: name,
    outputs: { ...inputs, ...answers },
    parent: undefined,
    options: {
      custom: !type.startsWith('awsx:') && !type.startsWith('keywatch:'),
      remote: type.startsWith('awsx:'),
      protect: false,
      ignoreChanges: [],
      dependsOn: [],
      additionalSecretOutputs: [],
      deleteBeforeReplace: false,
      retainOnDelete: false,
    },
  };
}

/** A stack of these resources and nothing else. */
export function stackOf(...resources: readonly DeclaredResource[]): DeclaredStack {
  const identity = {
    project: 'keywatch',
    stack: 'test',
    region: 'us-east-1',
    accountId: '111122223333',
    warnings: [],
  };
  return createDeclaredStack(identity, resources, {});
}

/** What these resources cost while idle: what, quantity, USD each, USD a month, the dearest resource first. */
export function idleCost(
  resources: readonly DeclaredResource[],
  region: PricedRegion = 'us-east-1',
): readonly (readonly [string, number, number, number])[] {
  const { lines } = estimateCost(stackOf(...resources), region);
  return lines.map(({ what, quantity, unitPrice, monthly }) => [what, quantity, unitPrice, monthly]);
}

/** What using these resources costs: what, USD each, per what. */
export function usageCost(
  resources: readonly DeclaredResource[],
  region: PricedRegion = 'us-east-1',
): readonly (readonly [string, number, string])[] {
  const { usage } = estimateCost(stackOf(...resources), region);
  return usage.map(({ what, unitPrice, unit }) => [what, unitPrice, unit]);
}
