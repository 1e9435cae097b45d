import type { Resource } from './resource.ts';
import type { StackView } from './stack-view.ts';

/** What no production stack may waive. */
export const essentials = [
  'encryption at rest',
  'encryption in transit',
  'no public task',
  'no public database',
  'least-privilege roles',
  'least-privilege key policies',
  'trail validation',
  'trail encryption',
  'trail with KMS events',
  'log retention',
  'KMS rotation',
  'backups',
  'deletion protection',
  'image scanning',
  'non-root read-only container',
  'alarms with a reachable subscriber',
] as const;

export type Essential = (typeof essentials)[number];

/** One thing that has to hold for each resource of some types. Pure. */
export interface Rule {
  /** Kebab case, the name of its file. */
  readonly id: string;
  /** What holds where the rule is kept. */
  readonly sentence: string;
  /**
   * Published controls it covers, by the ids of their publishers: FSBP, CIS (AWS Foundations), CKV (checkov),
   * AWS-nnnn (trivy), NAG (cdk-nag), AG (awsguard), CT (Control Tower); `field` is a fault others met in operation.
   */
  readonly controls: readonly [string, ...string[]];
  /** Why production can't waive it; absent where it can. */
  readonly essential?: Essential;
  /** Pulumi types of the resources it judges. */
  readonly on: readonly [string, ...string[]];
  /**
   * What is wrong with the resource, what is allowed and how to cure it, a sentence for each problem; `undefined` or
   * none where the rule is kept.
   * @throws UnknownValueError where that is not known before the deployment.
   */
  readonly check: (resource: Resource, stack: StackView) => string | readonly string[] | undefined;
}
