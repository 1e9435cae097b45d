import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyDocument, Statement } from '../../../bootstrap/iam/policy-document.ts';
import type { DeclaredResource, DeclaredStack } from '../../../stack/declared-stack.ts';
import { deployerPolicies, target, together, type CiStack } from '../../support/bootstrap/ci-policies.ts';
import { changesOf, type Changes } from '../../support/bootstrap/changes-of.ts';
import { creationOf, type Creation } from '../../support/bootstrap/creation-of.ts';
import { decide } from '../../support/decide.ts';
import { declaredStack } from '../../support/declared-stack.ts';

/**
 * The deploy roles against what the stacks declare: each may create and change all of its own stack, delete of it what
 * holds no data, and nothing of the other's.
 */
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

/** Whether the role of a stack is allowed a call, with what IAM knows of each call of a deployment. */
async function mayCall(stack: CiStack, call: Creation, resourcePolicy?: unknown): Promise<boolean> {
  const decision = await decide({
    principal: roleOf(stack),
    identityPolicy: statementsOn(call.action, together(deployerPolicies(stack))),
    resourcePolicy,
    ...call,
    context: {
      'aws:RequestedRegion': 'ap-southeast-2',
      'iam:PermissionsBoundary': target(stack).boundaryArn,
      ...call.context,
    },
  });
  return decision === 'Allowed';
}

/** All that decides about an action: the simulator takes most of its time for reading the rest. */
function statementsOn(action: string, { Version, Statement }: PolicyDocument): PolicyDocument {
  const isOn = ({ Action }: Statement): boolean =>
    [Action].flat().some((each) => each === action || each.includes('*'));
  return { Version, Statement: Statement.filter(isOn) };
}

async function refusedTo(stack: CiStack, resources: readonly DeclaredResource[]): Promise<string[]> {
  const refused: string[] = [];
  for (const resource of resources) {
    const creation = creationOf(resource);
    if (creation === undefined) continue;
    if (!(await mayCall(stack, creation))) refused.push(resource.name);
  }
  return refused;
}

/** The calls of one kind that a role is refused, each tried on one resource of its type. */
async function refusedCalls(
  stack: CiStack,
  { resources }: DeclaredStack,
  kind: keyof Changes,
): Promise<{ readonly tried: number; readonly refused: readonly string[] }> {
  const oneOfEach = new Map(resources.map((resource) => [resource.type, resource])).values();
  const calls = [...oneOfEach].flatMap((resource) =>
    (changesOf(resource)?.[kind] ?? []).map((call) => ({ resource, call })),
  );
  const refused: string[] = [];
  for (const { resource, call } of calls) {
    if (!(await mayCall(stack, call, policyOf(resource)))) refused.push(`${resource.type} ${call.action}`);
  }
  return { tried: calls.length, refused };
}

/** Of a KMS key, whose policy must agree with the caller's. */
function policyOf({ type, inputs }: DeclaredResource): unknown {
  return type === 'aws:kms/key:Key' ? JSON.parse(String(inputs['policy'])) : undefined;
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

  it('may change every resource the stack declares, and put back what somebody changed', async () => {
    const { tried, refused } = await refusedCalls(stack, stacks[stack], 'updates');
    expect(refused).toEqual([]);
    expect(tried).toBeGreaterThan(100);
  });

  it(`may create none of ${other}, where a name tells`, async () => {
    const named = ofAws(stacks[other]).filter((resource) => !nameless(resource));
    expect(named.length).toBeGreaterThan(50);
    expect(await refusedTo(stack, named)).toEqual(named.map(({ name }) => name));
  });
});

/** What Pulumi itself protects in prod: see infra/protect-data.ts. */
const deletesData = [
  'aws:cloudtrail/trail:Trail cloudtrail:DeleteTrail',
  'aws:cloudwatch/logGroup:LogGroup logs:DeleteLogGroup',
  'aws:kms/key:Key kms:ScheduleKeyDeletion',
  'aws:rds/instance:Instance rds:DeleteDBInstance',
  'aws:s3/bucket:Bucket s3:DeleteBucket',
  'awsx:ecr:Repository ecr:DeleteRepository',
];

it.each<[CiStack, string, readonly string[]]>([
  ['dev', 'every resource', []],
  ['prod', 'every resource that holds no data', deletesData],
])('the role that deploys %s may delete %s', async (stack, _what, kept) => {
  const { tried, refused } = await refusedCalls(stack, stacks[stack], 'deletes');
  expect([...refused].sort()).toEqual(kept);
  expect(tried).toBeGreaterThan(40);
});
