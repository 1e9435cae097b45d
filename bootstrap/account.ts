import * as aws from '@pulumi/aws';

/** The account that CI deploys to, and the region of the state and of every stack. */
export interface Account {
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
}

/** Asks AWS whose credentials these are. The region is the stack's own, from `aws:region`. */
export async function readAccount(): Promise<Account> {
  const [{ partition }, { accountId }] = await Promise.all([aws.getPartition(), aws.getCallerIdentity()]);
  return { partition, accountId, region: aws.config.requireRegion() };
}
