import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { KMSClient } from '@aws-sdk/client-kms';
import { SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import { AwsCallError } from './aws-call-error.ts';

/** The services a running system is looked at through. Every failed call of theirs throws an {@link AwsCallError}. */
export interface AwsClients {
  readonly cloudTrail: CloudTrailClient;
  readonly cloudWatch: CloudWatchClient;
  readonly ecs: ECSClient;
  readonly kms: KMSClient;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly logs: CloudWatchLogsClient;
  readonly sns: SNSClient;
  readonly sts: STSClient;
}

/** Settings that all clients take alike. */
export type AwsClientSettings = Pick<
  SNSClientConfig,
  'credentials' | 'endpoint' | 'maxAttempts' | 'region' | 'requestHandler'
>;

/** A network that swallows packets must not keep a person waiting. */
const patience = { connectionTimeout: 5_000, requestTimeout: 20_000 };

export function createAwsClients(settings: AwsClientSettings): AwsClients {
  const config = { requestHandler: patience, ...settings } as const;
  return {
    cloudTrail: tellAction('cloudtrail', new CloudTrailClient(config)),
    cloudWatch: tellAction('cloudwatch', new CloudWatchClient(config)),
    ecs: tellAction('ecs', new ECSClient(config)),
    kms: tellAction('kms', new KMSClient(config)),
    loadBalancing: tellAction('elasticloadbalancing', new ElasticLoadBalancingV2Client(config)),
    logs: tellAction('logs', new CloudWatchLogsClient(config)),
    sns: tellAction('sns', new SNSClient(config)),
    sts: tellAction('sts', new STSClient(config)),
  };
}

/** The part of a client that {@link tellAction} adds to. */
interface Client {
  readonly middlewareStack: {
    add(
      middleware: (
        next: (call: never) => Promise<never>,
        context: { readonly commandName?: string },
      ) => (call: never) => Promise<never>,
      options: { readonly step: 'initialize'; readonly name: string },
    ): void;
  };
}

/** Makes a client's errors name the IAM action; for every call made here it is the name of the operation. */
function tellAction<T>(iamPrefix: string, client: T): T {
  (client as Client).middlewareStack.add(
    (next, { commandName = '' }) =>
      async (call) => {
        try {
          return await next(call);
        } catch (error) {
          throw new AwsCallError(`${iamPrefix}:${commandName.replace(/Command$/, '')}`, error);
        }
      },
    { step: 'initialize', name: 'tellAction' },
  );
  return client;
}
