import { KMSClient } from '@aws-sdk/client-kms';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';

import { awsClientOptions } from '../aws/client-options.ts';

/** What KMS is called in a signature's scope. */
const SIGNING_NAME = 'kms';

/**
 * The KMS client of the hot path: the SDK's own, and one signer for all calls instead of a new one for each. The signer
 * asks the client's credential provider at every call, so that credentials that expire are renewed as ever.
 */
export const createKmsClient = (region: string, maxSockets: number): KMSClient => {
  const signer = (): Promise<SignatureV4> => Promise.resolve(shared);
  const client = new KMSClient({ ...awsClientOptions(region, maxSockets), signer });
  const shared = new SignatureV4({
    credentials: () => client.config.credentials(),
    region,
    service: SIGNING_NAME,
    sha256: Hash.bind(null, 'sha256'),
  });
  return client;
};
