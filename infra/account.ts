import * as aws from '@pulumi/aws';

/** Where a stack lives. Plain strings: known before any resource is declared. */
export interface Account {
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  /** The policy that no role of the stack may exceed; absent: nothing bounds them but their own. */
  readonly permissionsBoundaryArn?: string;
}

/** Asks AWS whose credentials these are. The region is the stack's own, from `aws:region`. */
export async function readAccount(permissionsBoundaryArn: string | undefined): Promise<Account> {
  const [{ partition }, { accountId }] = await Promise.all([aws.getPartition(), aws.getCallerIdentity()]);
  return {
    partition,
    accountId,
    region: aws.config.requireRegion(),
    ...(permissionsBoundaryArn === undefined ? {} : { permissionsBoundaryArn }),
  };
}
