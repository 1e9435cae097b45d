import { randomUUID } from 'node:crypto';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { AwsService } from '../../local/endpoint/aws-service.ts';
import { type Endpoint, createEndpoint } from '../../local/endpoint/endpoint.ts';
import type { Identity } from '../../local/endpoint/principal.ts';

export const accountId = '111122223333';
export const region = 'ap-southeast-2';
export const keyArn = `arn:aws:kms:${region}:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const otherKeyArn = `arn:aws:kms:${region}:${accountId}:key/0987dcba-09fe-87dc-65ba-ab0987654321`;
export const taskRoleArn = `arn:aws:iam::${accountId}:role/keywatch/keywatch-dev-task`;
export const taskSessionArn = `arn:aws:sts::${accountId}:assumed-role/keywatch-dev-task/0123456789abcdef0123456789abcdef`;

/** What the container signs with: temporary credentials of the task role. */
export const taskIdentity: Identity = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'FwoGZXIvYXdzEXAMPLETOKEN',
  principal: {
    type: 'AssumedRole',
    accountId,
    roleArn: taskRoleArn,
    roleId: 'AROAIOSFODNN7EXAMPLE',
    sessionName: '0123456789abcdef0123456789abcdef',
    sessionStartedAtMs: Date.parse('2026-01-01T00:00:00Z'),
  },
};

export const userIdentity: Identity = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
  principal: {
    type: 'IAMUser',
    accountId,
    userArn: `arn:aws:iam::${accountId}:user/Alice`,
    userId: 'AIDAIOSFODNN7EXAMPLE',
  },
};

/** A running endpoint, and SDK clients that talk to it. Errors of the simulation itself end up in `unexpected`. */
export interface LocalAws {
  readonly url: string;
  readonly endpoint: Endpoint;
  readonly unexpected: readonly unknown[];
  readonly clientOptions: (identity?: Identity) => ClientOptions;
  kms(identity?: Identity): KMSClient;
  secretsManager(identity?: Identity): SecretsManagerClient;
  cloudWatch(identity?: Identity): CloudWatchClient;
  logs(identity?: Identity): CloudWatchLogsClient;
  close(): Promise<void>;
}

interface ClientOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly maxAttempts: number;
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

export interface LocalAwsOptions {
  readonly services: readonly AwsService[];
  readonly identities?: readonly Identity[];
  readonly nowMs?: () => number;
  readonly maxBodyBytes?: number;
}

export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const unexpected: unknown[] = [];
  const endpoint = createEndpoint({
    services: options.services,
    identities: options.identities ?? [taskIdentity, userIdentity],
    region,
    nowMs: options.nowMs ?? Date.now,
    createRequestId: randomUUID,
    onUnexpectedError: (error) => unexpected.push(error),
    ...(options.maxBodyBytes === undefined ? {} : { maxBodyBytes: options.maxBodyBytes }),
  });
  const url = await endpoint.listen();
  const clientOptions = (identity: Identity = taskIdentity): ClientOptions => {
    const { accessKeyId, secretAccessKey, sessionToken } = identity;
    const credentials = {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    };
    return { endpoint: url, region, maxAttempts: 1, credentials };
  };
  return {
    url,
    endpoint,
    unexpected,
    clientOptions,
    kms: (identity) => new KMSClient(clientOptions(identity)),
    secretsManager: (identity) => new SecretsManagerClient(clientOptions(identity)),
    cloudWatch: (identity) => new CloudWatchClient(clientOptions(identity)),
    logs: (identity) => new CloudWatchLogsClient(clientOptions(identity)),
    close: () => endpoint.close(),
  };
}
