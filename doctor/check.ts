import type { AwsClients } from './aws-clients.ts';
import type { Finding } from './finding.ts';
import type { DeployedStack } from './deployed-stack.ts';

/** What a check looks at. */
export interface CheckContext {
  readonly clients: AwsClients;
  readonly stack: DeployedStack;
  /** The time of the examination in epoch milliseconds. */
  readonly nowMs: number;
}

/** One question asked of a running system. Checks only read, and do not know of each other. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** IAM actions of the calls it makes. */
  readonly actions: readonly string[];
  /**
   * The answer; empty where the stack has nothing to ask about.
   * @throws AwsCallError when a call fails in a way that says nothing about the stack.
   */
  run(context: CheckContext): Promise<readonly Finding[]>;
}
