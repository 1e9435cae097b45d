import type { Account } from './account.ts';

/** The project that CI deploys: the name in the repository's own Pulumi.yaml, which begins every name it gives. */
export const deployedProject = 'keywatch';

/**
 * The longest stack name for which load balancers (32 characters) and buckets (63) keep a name that reads
 * `keywatch-STACK-…`; a longer one is shortened and no policy could tell it beforehand.
 */
export const maxStackNameLength = 19;

/** The path of all roles and policies of CI: no name that a stack gives can begin like it. */
const ciPath = `/${deployedProject}-ci/`;

/** The physical names of what this program makes. Deterministic: policies must know them before they exist. */
export class Names {
  readonly path = ciPath;
  readonly stateBucket: string;
  readonly stateKeyAlias = `alias/${deployedProject}-state`;
  readonly #account: Account;

  constructor(account: Account) {
    this.#account = account;
    this.stateBucket = `${deployedProject}-state-${account.accountId}-${account.region}`;
  }

  /** `keywatch-ci-deploy-dev`: names of roles and policies are one space for all paths. */
  ci(...words: readonly string[]): string {
    return [deployedProject, 'ci', ...words].join('-');
  }

  /** The policy that no role of the stack may exceed. */
  boundaryArn(stack: string): string {
    const { partition, accountId } = this.#account;
    return `arn:${partition}:iam::${accountId}:policy${ciPath}${this.ci('boundary', stack)}`;
  }
}
