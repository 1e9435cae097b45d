import { vi } from 'vitest';

/** One call to KMS or Secrets Manager as it arrived. */
export interface AwsCall {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  /** `success`, or the name of the error that was answered. */
  readonly outcome: string;
  /** CloudTrail keeps it. */
  readonly userAgent: string;
}

/** What stands in for AWS in a test: a loopback endpoint for the real SDK. */
export interface TestAws {
  /** Every call so far; a test may empty it. */
  readonly calls: AwsCall[];
  /** Every call there ever was, those that a test took out of `calls` among them. */
  readonly told: readonly AwsCall[];
  /** What nobody may find of `environment`, by the names it has there. */
  readonly credentials: Readonly<Record<string, string>>;
  /** What the SDK must find in its environment to call here. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export const region = 'ap-southeast-2';
const account = '111122223333';

export const currentKeyArn = `arn:aws:kms:${region}:${account}:key/11111111-1111-4111-8111-111111111111`;
export const previousKeyArn = `arn:aws:kms:${region}:${account}:key/22222222-2222-4222-8222-222222222222`;
export const unrelatedKeyArn = `arn:aws:kms:${region}:${account}:key/33333333-3333-4333-8333-333333333333`;
export const keyArns = [currentKeyArn, previousKeyArn, unrelatedKeyArn];

export const secretArn = `arn:aws:secretsmanager:${region}:${account}:secret:rds!db-test-AbCdEf`;

/** Points this process's SDK clients at the endpoint until the end of the test file. */
export const useAwsEnvironment = ({ environment }: TestAws): void => {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
};
