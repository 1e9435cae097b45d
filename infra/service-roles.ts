import type * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { ecsTaskTrustPolicy } from './iam/ecs-task-trust-policy.ts';
import type { Names } from './names.ts';
import { createRole } from './role.ts';

/**
 * The two roles of a task, without their permissions: the application key's policy must name the task role
 * before the role can be allowed to use that key.
 */
export class ServiceRoles extends pulumi.ComponentResource {
  /** What the service's code may do. */
  readonly task: aws.iam.Role;
  /** What ECS may do to start the task. */
  readonly execution: aws.iam.Role;

  constructor(
    name: string,
    { account, names }: { readonly account: Account; readonly names: Names },
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('keywatch:application:ServiceRoles', name, {}, options);
    const trust = ecsTaskTrustPolicy(account);
    this.task = createRole(
      `${name}-task`,
      { account, roleName: names.taskRoleName, description: 'Taken by the tasks of the service', trust },
      this,
    );
    this.execution = createRole(
      `${name}-execution`,
      {
        account,
        roleName: names.named('execution'),
        description: 'Taken by ECS to start tasks of the service',
        trust,
      },
      this,
    );
    this.registerOutputs({});
  }
}
