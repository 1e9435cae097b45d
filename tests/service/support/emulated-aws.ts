import { randomUUID } from 'node:crypto';

import { allowEverything } from '../../../local/authorisation/authorisation.ts';
import type { ObservedCall } from '../../../local/endpoint/observed-call.ts';
import { createMemoryVault } from '../../../local/kms/key-material-vault.ts';
import { createKeyStore } from '../../../local/kms/key-store.ts';
import { createKms } from '../../../local/kms/kms.ts';
import { createSecretsManager } from '../../../local/secrets-manager/secrets-manager.ts';
import { accountId, startLocalAws, taskIdentity } from '../../support/local-aws.ts';
import { keyArns, region, secretArn, type AwsCall, type TestAws } from './test-aws.ts';

const asAwsCall = ({ operation, input, call, error }: ObservedCall): AwsCall => ({
  operation,
  input: { ...input },
  requestId: call.requestId,
  outcome: error?.name ?? 'success',
  userAgent: call.userAgent,
});

const credentials = {
  AWS_SECRET_ACCESS_KEY: taskIdentity.secretAccessKey,
  AWS_SESSION_TOKEN: taskIdentity.sessionToken ?? '',
};

/** The endpoint of the local run: it checks signatures and answers in KMS's own order of checks. */
export const startEmulatedAws = async (readSecretString: () => string): Promise<TestAws> => {
  const calls: AwsCall[] = [];
  const told: AwsCall[] = [];
  const shared = {
    authorise: allowEverything,
    observe: (observed: ObservedCall) => {
      const call = asAwsCall(observed);
      told.push(call);
      calls.push(call);
    },
  };
  const keys = await createKeyStore({
    accountId,
    region,
    declarations: keyArns.map((arn) => ({ arn })),
    vault: createMemoryVault(),
    nowMs: Date.now,
  });
  const readSecrets = () => [
    {
      arn: secretArn,
      name: 'rds!db-test',
      versions: [
        { versionId: randomUUID(), stages: ['AWSCURRENT'], secretString: readSecretString(), createdAtMs: 0 },
      ],
    },
  ];
  const local = await startLocalAws({
    services: [
      createKms({ ...shared, keys }),
      createSecretsManager({ ...shared, readSecrets, createRequestId: randomUUID }),
    ],
  });
  return {
    calls,
    told,
    credentials,
    environment: {
      AWS_REGION: region,
      AWS_ENDPOINT_URL: local.url,
      AWS_ACCESS_KEY_ID: taskIdentity.accessKeyId,
      ...credentials,
    },
    stop: () => local.close(),
  };
};
