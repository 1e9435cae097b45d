import { createHash } from 'node:crypto';
import type { Account } from './account.ts';

/** Names of load balancers and target groups. @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
export const maxLoadBalancerNameLength = 32;
/** Roles and, with one character less, buckets and databases. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const maxNameLength = 63;

const hashLength = 8;

/**
 * A physical name of lower-case letters, digits and hyphens: what every AWS service takes. Where that takes
 * something away (length, case, other characters) a short hash of the full name is put in its place, so that
 * two stacks never get the same name. Without such need the name reads as written.
 */
export function physicalName(words: readonly string[], maxLength = maxNameLength): string {
  const full = words.join('-');
  const fitting = full
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (fitting === full && full.length <= maxLength) return full;
  const hash = createHash('sha256').update(full).digest('hex').slice(0, hashLength);
  return `${fitting.slice(0, maxLength - hashLength - 1).replace(/-$/, '')}-${hash}`;
}

/** Names of all log groups: the key that encrypts them must know them before they exist. */
export interface LogGroupNames {
  readonly service: string;
  readonly trail: string;
  readonly flow: string;
  readonly evidence: string;
  readonly containerInsights: string;
  readonly databaseLog: string;
  readonly databaseUpgrade: string;
  readonly webAcl: string;
}

/**
 * The physical names and ARNs of one stack that policies and other resources must know before the resources
 * exist. A name ends in a single word without a hyphen, or is a path, so that `dev` and `dev-x` can't meet.
 */
export class Names {
  readonly clusterName: string;
  readonly databaseIdentifier: string;
  readonly taskRoleName: string;
  readonly taskRoleArn: string;
  readonly trailArn: string;
  readonly trailName: string;
  /**
   * Those of Container Insights and of the database are names that AWS chooses. They are declared nevertheless:
   * a log group that AWS makes by itself has no retention and no key of ours, and stays behind after
   * `pulumi destroy`. WAF writes only to names that begin with `aws-waf-logs-`.
   */
  readonly logGroups: LogGroupNames;
  readonly #words: readonly [project: string, stack: string];
  readonly #account: Account;

  constructor(project: string, stack: string, account: Account) {
    this.#words = [project, stack];
    this.#account = account;
    this.clusterName = this.named('cluster');
    this.databaseIdentifier = this.named('database');
    this.taskRoleName = this.named('task');
    this.taskRoleArn = this.roleArn('task');
    this.trailName = this.named('trail');
    this.trailArn = this.arn('cloudtrail', `trail/${this.trailName}`);
    this.logGroups = {
      service: this.#path('service'),
      trail: this.#path('trail'),
      flow: this.#path('flow'),
      evidence: this.#path('evidence'),
      containerInsights: `/aws/ecs/containerinsights/${this.clusterName}/performance`,
      databaseLog: `/aws/rds/instance/${this.databaseIdentifier}/postgresql`,
      databaseUpgrade: `/aws/rds/instance/${this.databaseIdentifier}/upgrade`,
      webAcl: `aws-waf-logs-${this.named('waf')}`,
    };
  }

  /** `keywatch-dev-task` */
  named(word: string, maxLength?: number): string {
    return physicalName([...this.#words, word], maxLength);
  }

  /**
   * What all names of {@link named} begin with, and those of a stack whose name continues this one's. Short enough
   * that a hash in the place of an end leaves it alone.
   */
  get beginning(): string {
    const words = this.#words.join('-').toLowerCase();
    return `${words.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}-`.slice(
      0,
      maxNameLength - hashLength - 2,
    );
  }

  /** Saved queries are shown in folders. */
  query(word: string): string {
    return `${this.#words.join('/')}/${word}`;
  }

  /** Bucket names are one space for all accounts and regions. */
  bucket(word: string): string {
    const { accountId, region } = this.#account;
    return physicalName([...this.#words, accountId, region, word]);
  }

  /** What a person calls the stack. */
  get title(): string {
    return this.#words.join('/');
  }

  /** The namespace of the service's embedded metrics. */
  serviceMetricNamespace(): string {
    return `${this.metricNamespace()}/Service`;
  }

  /** The namespace of metrics where the stack names none. */
  metricNamespace(): string {
    return `Keywatch/${physicalName(this.#words)}`;
  }

  /** Of a role whose name is {@link named} so. */
  roleArn(word: string): string {
    const { partition, accountId } = this.#account;
    return `arn:${partition}:iam::${accountId}:role/${this.named(word)}`;
  }

  /** An ARN in the stack's account and region. */
  arn(service: string, resource: string): string {
    const { partition, region, accountId } = this.#account;
    return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  }

  #path(word: string): string {
    return `/${this.#words.join('/')}/${word}`;
  }
}
