import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { webAclLogPolicy } from './iam/web-acl-log-policy.ts';
import type { LogSettings } from './log-settings.ts';
import type { Names } from './names.ts';
import { visibleAs, webAclRules } from './web-acl-rules.ts';

export interface WebAclArgs {
  readonly account: Account;
  readonly names: Names;
  readonly logs: LogSettings;
  readonly loadBalancerArn: pulumi.Input<string>;
  /** Requests of one address above which it is refused. */
  readonly requestsPerFiveMinutes: number;
}

/** WAF before the load balancer. It logs what it blocked or would have blocked, without query strings. */
export class WebAcl extends pulumi.ComponentResource {
  constructor(name: string, args: WebAclArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:application:WebAcl', name, {}, options);
    const acl = new aws.wafv2.WebAcl(
      `${name}-acl`,
      {
        name: args.names.named('waf'),
        description: 'Rate limit, bad repute and known exploits',
        scope: 'REGIONAL',
        defaultAction: { allow: {} },
        rules: webAclRules(args.requestsPerFiveMinutes),
        visibilityConfig: visibleAs('all'),
      },
      { parent: this },
    );
    new aws.wafv2.WebAclAssociation(
      `${name}-association`,
      { webAclArn: acl.arn, resourceArn: args.loadBalancerArn },
      { parent: this },
    );
    this.#log(name, args, acl);
    this.registerOutputs({});
  }

  #log(name: string, { account, names, logs }: WebAclArgs, acl: aws.wafv2.WebAcl): void {
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-log-group`,
      { name: names.logGroups.webAcl, ...logs },
      { parent: this },
    );
    const policy = new aws.cloudwatch.LogResourcePolicy(
      `${name}-log-policy`,
      {
        policyName: names.named('waf'),
        policyDocument: logGroup.arn.apply((arn) => JSON.stringify(webAclLogPolicy(account, arn))),
      },
      { parent: this },
    );
    new aws.wafv2.WebAclLoggingConfiguration(
      `${name}-logging`,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [logGroup.arn],
        redactedFields: [{ queryString: {} }],
        loggingFilter: { defaultBehavior: 'DROP', filters: [keepBlockedAndCounted] },
      },
      { parent: this, dependsOn: [policy] },
    );
  }
}

const keepBlockedAndCounted = {
  behavior: 'KEEP',
  requirement: 'MEETS_ANY',
  conditions: ['BLOCK', 'COUNT'].map((action) => ({ actionCondition: { action } })),
};
