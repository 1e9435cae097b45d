import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { deployTarget, type DeployTarget } from './deploy-target.ts';
import { GithubRole } from './github-role.ts';
import { boundaryPolicy } from './iam/boundary-policy.ts';
import { applicationPolicy } from './iam/deploy/application-policy.ts';
import { dataPolicy } from './iam/deploy/data-policy.ts';
import { destructionPolicy } from './iam/deploy/destruction-policy.ts';
import { evidencePolicy } from './iam/deploy/evidence-policy.ts';
import { keyPolicy } from './iam/deploy/key-policy.ts';
import { monitoringPolicy } from './iam/deploy/monitoring-policy.ts';
import { networkPolicy } from './iam/deploy/network-policy.ts';
import { preservationPolicy } from './iam/deploy/preservation-policy.ts';
import { rolePolicy } from './iam/deploy/role-policy.ts';
import { keepDataClosed } from './iam/keep-data-closed.ts';
import { readPolicy } from './iam/read-policy.ts';
import { stateReadPolicy, stateWritePolicy, type StateAccess } from './iam/state-policies.ts';
import { deployedProject, type Names } from './names.ts';
import type { Settings } from './settings.ts';
import type { StateBackend } from './state-backend.ts';

export interface CiRolesArgs {
  readonly account: Account;
  readonly names: Names;
  readonly providerArn: pulumi.Input<string>;
  readonly settings: Pick<Settings, 'repository' | 'stacks'>;
  readonly state: StateBackend;
}

/** Hours that a job's credentials last: a read takes minutes, a first deployment and its smoke test above one hour. */
const readHours = 1;
const deployHours = 2;

/**
 * The roles of CI. `preview` and `drift` read alike and differ in who takes them: jobs of pull requests, and jobs
 * of the main branch. Each stack has a `deploy` role that jobs of the environment of its name take.
 */
export class CiRoles extends pulumi.ComponentResource {
  readonly previewRoleArn: pulumi.Output<string>;
  readonly driftRoleArn: pulumi.Output<string>;
  /** By stack. */
  readonly deployRoleArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** By stack; the setting `permissionsBoundaryArn` of the stack's file. */
  readonly permissionsBoundaryArns: Readonly<Record<string, pulumi.Output<string>>>;

  readonly #args: CiRolesArgs;
  readonly #state: pulumi.Output<StateAccess>;

  constructor(name: string, args: CiRolesArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:bootstrap:CiRoles', name, {}, options);
    this.#args = args;
    this.#state = pulumi.all([args.state.bucketArn, args.state.keyArn]).apply(([bucketArn, keyArn]) => ({
      bucketArn,
      keyArn,
      region: args.account.region,
      project: deployedProject,
    }));
    const targets = Object.entries(args.settings.stacks).map(([stack, settings]) =>
      deployTarget(args.account, args.names, stack, settings),
    );
    this.previewRoleArn = this.#reader('preview', 'Taken by pull requests to preview', 'pull_request').arn;
    this.driftRoleArn = this.#reader(
      'drift',
      'Taken by the main branch to look for drift',
      'ref:refs/heads/main',
    ).arn;
    this.deployRoleArns = Object.fromEntries(
      targets.map((target) => [target.stack, this.#deployer(target).arn]),
    );
    this.permissionsBoundaryArns = Object.fromEntries(
      targets.map((target) => [target.stack, this.#boundary(target).arn]),
    );
    this.registerOutputs({});
  }

  #reader(word: string, description: string, context: string): GithubRole {
    const { account, names, settings } = this.#args;
    const stacks = Object.keys(settings.stacks);
    return new GithubRole(
      word,
      {
        names,
        word,
        description,
        trust: this.#trust(context),
        maxSessionHours: readHours,
        policies: {
          read: readPolicy(account, deployedProject),
          state: this.#state.apply((state) => stateReadPolicy(state, stacks)),
          closed: this.#state.apply(({ bucketArn, keyArn }) => keepDataClosed(bucketArn, keyArn)),
        },
      },
      { parent: this },
    );
  }

  #deployer(target: DeployTarget): GithubRole {
    const { account, names } = this.#args;
    const word = `deploy-${target.stack}`;
    return new GithubRole(
      word,
      {
        names,
        word,
        description: `Taken by the environment ${target.stack} to deploy it`,
        trust: this.#trust(`environment:${target.stack}`),
        maxSessionHours: deployHours,
        policies: {
          ...deployPolicies(target),
          read: readPolicy(account, deployedProject),
          state: this.#state.apply((state) => stateWritePolicy(state, target.stack)),
        },
      },
      { parent: this },
    );
  }

  #boundary(target: DeployTarget): aws.iam.Policy {
    const { names } = this.#args;
    return new aws.iam.Policy(
      `boundary-${target.stack}`,
      {
        name: names.ci('boundary', target.stack),
        path: names.path,
        description: `The most that a role of the stack ${target.stack} may do`,
        policy: JSON.stringify(boundaryPolicy(target)),
      },
      { parent: this },
    );
  }

  #trust(context: string) {
    const { providerArn, settings } = this.#args;
    return { providerArn, repository: settings.repository, context };
  }
}

/** What a deployment of a stack may do in AWS beyond reading, and must not do, one managed policy each. */
export function deployPolicies(target: DeployTarget) {
  return {
    network: networkPolicy(target),
    application: applicationPolicy(target),
    data: dataPolicy(target),
    monitoring: monitoringPolicy(target),
    evidence: evidencePolicy(target),
    keys: keyPolicy(target),
    roles: rolePolicy(target),
    ...(target.mayDestroyData
      ? { destruction: destructionPolicy(target) }
      : { preservation: preservationPolicy(target) }),
  };
}
