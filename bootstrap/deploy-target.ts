import type { Account } from './account.ts';
import { deployedProject, type Names } from './names.ts';
import type { StackSettings } from './settings.ts';

/** One stack that CI deploys, with the physical names it may use. */
export interface DeployTarget extends Account, StackSettings {
  readonly stack: string;
  /** `keywatch-STACK`: what the stack's names begin with, before a hyphen. */
  readonly prefix: string;
  readonly boundaryArn: string;
}

export function deployTarget(
  account: Account,
  names: Names,
  stack: string,
  settings: StackSettings,
): DeployTarget {
  const prefix = `${deployedProject}-${stack}`;
  return { ...account, ...settings, stack, prefix, boundaryArn: names.boundaryArn(stack) };
}

/** An ARN in the target's account and region. */
export function arnIn({ partition, region, accountId }: Account, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/** An ARN of IAM, which has no region. */
export function iamArn({ partition, accountId }: Account, resource: string): string {
  return `arn:${partition}:iam::${accountId}:${resource}`;
}

/** The stack's log groups, those that AWS names after its resources among them. */
export function logGroupArns(target: DeployTarget): string[] {
  const names = [
    `/${deployedProject}/${target.stack}/*`,
    `/aws/ecs/containerinsights/${target.prefix}-*`,
    `/aws/rds/instance/${target.prefix}-*`,
    `aws-waf-logs-${target.prefix}-*`,
    ...target.logGroupNames,
  ];
  return names.map((name) => arnIn(target, 'logs', `log-group:${name}`));
}
