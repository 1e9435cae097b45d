import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import type { PolicyDocument } from './iam/policy-document.ts';

export interface RoleArgs {
  readonly account: Account;
  readonly roleName: string;
  readonly description: string;
  readonly trust: PolicyDocument;
}

/** Declares an IAM role that an AWS service takes. */
export function createRole(name: string, args: RoleArgs, parent: pulumi.Resource): aws.iam.Role {
  return new aws.iam.Role(
    name,
    {
      name: args.roleName,
      description: args.description,
      assumeRolePolicy: JSON.stringify(args.trust),
      ...(args.account.permissionsBoundaryArn === undefined
        ? {}
        : { permissionsBoundary: args.account.permissionsBoundaryArn }),
    },
    { parent },
  );
}

/** Declares a role's one inline policy. */
export function createRolePolicy(
  name: string,
  role: aws.iam.Role,
  policy: pulumi.Input<PolicyDocument>,
  parent: pulumi.Resource,
): aws.iam.RolePolicy {
  return new aws.iam.RolePolicy(
    name,
    { name: 'permissions', role: role.name, policy: pulumi.jsonStringify(policy) },
    { parent },
  );
}
