import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { githubTrustPolicy, type GithubTrustPolicyArgs } from './iam/github-trust-policy.ts';
import type { PolicyDocument } from './iam/policy-document.ts';
import type { Names } from './names.ts';

export interface GithubRoleArgs {
  readonly names: Names;
  /** In a word: the end of the role's name. */
  readonly word: string;
  readonly description: string;
  readonly trust: {
    readonly [Key in keyof GithubTrustPolicyArgs]: pulumi.Input<GithubTrustPolicyArgs[Key]>;
  };
  readonly maxSessionHours: number;
  /** Managed policies, by a word each: together they are longer than a role's inline policies may be. */
  readonly policies: Readonly<Record<string, pulumi.Input<PolicyDocument>>>;
}

const secondsPerHour = 3600;

/** A role that a job of GitHub Actions takes with its OIDC token. */
export class GithubRole extends pulumi.ComponentResource {
  /** Known once the role has its policies. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: GithubRoleArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:bootstrap:GithubRole', name, {}, options);
    const { names } = args;
    const { path } = names;
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        name: names.ci(args.word),
        path,
        description: args.description,
        assumeRolePolicy: pulumi.jsonStringify(pulumi.output(args.trust).apply(githubTrustPolicy)),
        maxSessionDuration: args.maxSessionHours * secondsPerHour,
      },
      { parent: this },
    );
    const attachments = Object.entries(args.policies).map(([word, document]) => {
      const policy = new aws.iam.Policy(
        `${name}-${word}`,
        { name: names.ci(args.word, word), path, policy: pulumi.jsonStringify(document) },
        { parent: this },
      );
      return new aws.iam.RolePolicyAttachment(
        `${name}-${word}-attachment`,
        { role: role.name, policyArn: policy.arn },
        { parent: this },
      );
    });
    this.arn = pulumi.all([role.arn, pulumi.all(attachments.map(({ id }) => id))]).apply(([arn]) => arn);
    this.registerOutputs({ arn: this.arn });
  }
}
