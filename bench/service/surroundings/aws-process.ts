import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import { allowEverything } from '../../../local/authorisation/authorisation.ts';
import { createEndpoint } from '../../../local/endpoint/endpoint.ts';
import type { ObservedCall } from '../../../local/endpoint/observed-call.ts';
import { createMemoryVault } from '../../../local/kms/key-material-vault.ts';
import { createKeyStore } from '../../../local/kms/key-store.ts';
import { createKms } from '../../../local/kms/kms.ts';
import { createSecretsManager } from '../../../local/secrets-manager/secrets-manager.ts';
import { accountId, identity, kmsKeyArn, region, secretArn } from './names.ts';

/** What the parent asks; every question is answered. */
export interface AwsQuestion {
  /** First of all: what Secrets Manager holds. Answered with the endpoint's URL. */
  readonly secretString?: string;
  /** From now on KMS answers this much later. */
  readonly kmsDelayMs?: number;
}

/** How KMS answered since the last question: numbers by outcome, `success` or the error's name. */
export interface AwsAnswer {
  readonly url: string;
  readonly kmsOutcomes: Readonly<Record<string, number>>;
  /** Open now, from whoever calls. */
  readonly connections: number;
}

let secretString = '';
let kmsDelayMs = 0;
let url = '';
let kmsOutcomes: Record<string, number> = {};

const observe = ({ eventSource, error }: ObservedCall): void => {
  if (eventSource !== 'kms.amazonaws.com') return;
  const outcome = error?.name ?? 'success';
  kmsOutcomes[outcome] = (kmsOutcomes[outcome] ?? 0) + 1;
};

const listen = async (): Promise<string> => {
  const keys = await createKeyStore({
    accountId,
    region,
    declarations: [{ arn: kmsKeyArn }],
    vault: createMemoryVault(),
    nowMs: Date.now,
  });
  const secret = () => ({
    arn: secretArn,
    name: 'rds!db-bench',
    versions: [{ versionId: randomUUID(), stages: ['AWSCURRENT'], secretString, createdAtMs: 0 }],
  });
  const shared = { authorise: allowEverything, observe };
  return createEndpoint({
    services: [
      createKms({
        ...shared,
        keys,
        fault: () => (kmsDelayMs === 0 ? undefined : { delayMs: kmsDelayMs }),
        wait: (delayMs) => wait(delayMs),
      }),
      createSecretsManager({ ...shared, readSecrets: () => [secret()], createRequestId: randomUUID }),
    ],
    identities: [identity],
    region,
    nowMs: Date.now,
    createRequestId: randomUUID,
    onUnexpectedError: (error) => console.error(error),
  }).listen();
};

const answer = async (question: AwsQuestion): Promise<AwsAnswer> => {
  secretString = question.secretString ?? secretString;
  kmsDelayMs = question.kmsDelayMs ?? kmsDelayMs;
  if (url === '') url = await listen();
  const connections = process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
  const told = { url, kmsOutcomes, connections };
  kmsOutcomes = {};
  return told;
};

// The local run's KMS and Secrets Manager, alone in a process so that their CPU time is nobody else's.
process.on('message', (question: AwsQuestion) => void answer(question).then((told) => process.send?.(told)));
process.on('disconnect', () => process.exit());
