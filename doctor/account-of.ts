import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { AwsCallError } from './aws-call-error.ts';
import type { AwsClients } from './aws-clients.ts';

/**
 * The account whose credentials these are; `undefined` where STS does not say, and what is asked next tells why. No
 * permission is needed for it. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function accountOf({ sts }: AwsClients): Promise<string | undefined> {
  try {
    return (await sts.send(new GetCallerIdentityCommand())).Account;
  } catch (error) {
    if (error instanceof AwsCallError) return undefined;
    throw error;
  }
}
