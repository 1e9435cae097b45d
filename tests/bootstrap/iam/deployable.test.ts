import { beforeAll, describe, expect, it } from 'vitest';
import type { DeclaredResource, DeclaredStack } from '../../../stack/declared-stack.ts';
import { deployerPolicies, target, together, type CiStack } from '../../support/bootstrap/ci-policies.ts';
import { creationOf } from '../../support/bootstrap/creation-of.ts';
import { decide } from '../../support/decide.ts';
import { declaredStack } from '../../support/declared-stack.ts';

/** The deploy roles against what the stacks declare: each may create all of its own stack, and nothing of the other's. */
const stacks = {} as Record<CiStack, DeclaredStack>;
beforeAll(async () => {
  [stacks.dev, stacks.prod] = await Promise.all([declaredStack('dev'), declaredStack('prod')]);
});

/** Their ARNs say nothing of the stack: EC2's ids, scalable targets' ids, and actions on `*`. */
const nameless = (resource: DeclaredResource): boolean =>
  /^(?:aws:(?:ec2|vpc|appautoscaling)\/|awsx:ec2:|aws:kms\/key:|aws:cloudwatch\/(?:logResourcePolicy|queryDefinition):)/.test(
    resource.type,
  );

const roleOf = (stack: CiStack): string =>
  `arn:aws:sts::111122223333:assumed-role/keywatch-ci-deploy-${stack}/GitHubActions`;

async function refusedTo(stack: CiStack, resources: readonly DeclaredResource[]): Promise<string[]> {
  const identityPolicy = together(deployerPolicies(stack));
  const refused: string[] = [];
  for (const resource of resources) {
    const creation = creationOf(resource);
    if (creation === undefined) continue;
    const decision = await decide({
      principal: roleOf(stack),
      identityPolicy,
      ...creation,
      context: {
        'aws:RequestedRegion': 'ap-southeast-2',
        'iam:PermissionsBoundary': target(stack).boundaryArn,
        ...creation.context,
      },
    });
    if (decision !== 'Allowed') refused.push(resource.name);
  }
  return refused;
}

const ofAws = ({ resources }: DeclaredStack) => resources.filter((each) => creationOf(each) !== undefined);

describe.each<[CiStack, CiStack]>([
  ['dev', 'prod'],
  ['prod', 'dev'],
])('the role that deploys %s', (stack, other) => {
  it('may create every resource the stack declares', async () => {
    expect(ofAws(stacks[stack]).length).toBeGreaterThan(60);
    expect(await refusedTo(stack, stacks[stack].resources)).toEqual([]);
  });

  it(`may create none of ${other}, where a name tells`, async () => {
    const named = ofAws(stacks[other]).filter((resource) => !nameless(resource));
    expect(named.length).toBeGreaterThan(50);
    expect(await refusedTo(stack, named)).toEqual(named.map(({ name }) => name));
  });
});
