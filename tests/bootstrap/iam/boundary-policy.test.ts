import { beforeAll, describe, expect, it } from 'vitest';
import { boundaryPolicy } from '../../../bootstrap/iam/boundary-policy.ts';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { target, type CiStack } from '../../support/bootstrap/ci-policies.ts';
import { decide, type Request } from '../../support/decide.ts';
import { declaredStack } from '../../support/declared-stack.ts';

const stacks = {} as Record<CiStack, DeclaredStack>;
beforeAll(async () => {
  [stacks.dev, stacks.prod] = await Promise.all([declaredStack('dev'), declaredStack('prod')]);
});

const everything = { Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' } as const;
/** A key's policy must agree with the caller's; the one here leaves all to IAM. */
const leavesAllToIam = {
  Version: '2012-10-17',
  Statement: [{ ...everything, Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
};

interface RolePolicy {
  readonly Statement: readonly {
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
  }[];
}

/** Each action on each resource that a declared role's own policy allows. */
function requestsOf(stack: DeclaredStack): Request[] {
  return stack.ofType('aws:iam/rolePolicy:RolePolicy').flatMap(({ inputs }) => {
    const identityPolicy = JSON.parse(String(inputs['policy'])) as RolePolicy;
    return identityPolicy.Statement.flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) =>
        [Resource].flat().map((resource) => ({
          principal: `arn:aws:sts::111122223333:assumed-role/${String(inputs['role'])}/0123`,
          action,
          resource: resource === '*' ? '*' : resource.replaceAll('*', 'x'),
          context: { 'kms:EncryptionContextKeys': ['keywatch'] },
          identityPolicy,
          ...(action.startsWith('kms:') ? { resourcePolicy: leavesAllToIam } : {}),
        })),
      ),
    );
  });
}

/** The simulator refuses pairs that IAM has no use for, such as an action of streams on a log group. */
const decideOrSkip = (request: Request): Promise<string> => decide(request).catch(() => 'no such request');

describe.each<CiStack>(['dev', 'prod'])('the permissions boundary of %s', (stack) => {
  const permissionsBoundary = boundaryPolicy(target(stack));

  it('takes nothing from what the declared roles are allowed', async () => {
    const taken: string[] = [];
    let allowed = 0;
    for (const request of requestsOf(stacks[stack])) {
      if ((await decideOrSkip(request)) !== 'Allowed') continue;
      allowed += 1;
      if ((await decide({ ...request, permissionsBoundary })) !== 'Allowed') {
        taken.push(`${request.principal} ${request.action} ${request.resource}`);
      }
    }
    expect(taken).toEqual([]);
    expect(allowed).toBeGreaterThan(10);
  });

  it.each([
    ['iam:CreateRole', `arn:aws:iam::111122223333:role/keywatch-${stack}-more`],
    ['iam:PassRole', `arn:aws:iam::111122223333:role/keywatch-${stack}-task`],
    ['sts:AssumeRole', 'arn:aws:iam::111122223333:role/administrator'],
    ['kms:PutKeyPolicy', 'arn:aws:kms:ap-southeast-2:111122223333:key/0123'],
    ['s3:GetObject', 'arn:aws:s3:::keywatch-state-111122223333-ap-southeast-2/.pulumi/meta.yaml'],
    [
      'secretsmanager:GetSecretValue',
      'arn:aws:secretsmanager:ap-southeast-2:111122223333:secret:other-abcdef',
    ],
    [
      'logs:PutLogEvents',
      'arn:aws:logs:ap-southeast-2:111122223333:log-group:/keywatch/other/trail:log-stream:x',
    ],
  ])('keeps %s on %s from a role whose own policy allows everything', async (action, resource) => {
    const request = {
      principal: `arn:aws:sts::111122223333:assumed-role/keywatch-${stack}-evil/0123`,
      action,
      resource,
      context: {},
      identityPolicy: { Version: '2012-10-17', Statement: [everything] },
      ...(action.startsWith('kms:') ? { resourcePolicy: leavesAllToIam } : {}),
    };
    expect(await decide(request)).toBe('Allowed');
    expect(await decide({ ...request, permissionsBoundary })).toBe('ImplicitlyDenied');
  });
});
