import { randomUUID } from 'node:crypto';
import { parseFilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
import { createPolicyAuthoriser } from '../authorisation/policy-authoriser.ts';
import type { Channel } from '../../functions/evidence/ports.ts';
import type { Clock } from '../clock/clock.ts';
import { buildRecord } from '../cloudtrail/build-record.ts';
import type { CloudTrailRecord } from '../cloudtrail/cloudtrail-record.ts';
import { createDelivery } from '../cloudtrail/delivery.ts';
import { evaluateRecording } from '../cloudtrail/trail.ts';
import { createCloudWatch } from '../cloudwatch-api/cloudwatch.ts';
import type { LocalPlan } from '../declaration/local-plan.ts';
import { describeCall } from '../endpoint/describe-call.ts';
import { createEndpoint } from '../endpoint/endpoint.ts';
import type { FaultHook } from '../endpoint/fault.ts';
import type { ObservedCall } from '../endpoint/observed-call.ts';
import type { Identity } from '../endpoint/principal.ts';
import { createLocalEvidence, type LocalEvidence, type Publish } from '../evidence/evidence.ts';
import { createLocalFastPath, type LocalFastPath } from '../evidence/fast-path.ts';
import type { KeyMaterialVault } from '../kms/key-material-vault.ts';
import { createKeyStore } from '../kms/key-store.ts';
import { createKms } from '../kms/kms.ts';
import { createLogs } from '../logs-api/logs.ts';
import { createLogGroups, type LogGroups } from '../logs/log-groups.ts';
import { createMonitoring, type Monitoring } from '../monitoring/monitoring.ts';
import type { Mailbox } from '../notifications/mailbox.ts';
import { createTopics } from '../notifications/topics.ts';
import type { ReadSecrets } from '../secrets-manager/secret.ts';
import { createSecretsManager } from '../secrets-manager/secrets-manager.ts';
import { ownerArn, ownerPolicy } from './identities.ts';
import type { RunEvent } from './run-event.ts';

export interface LocalAwsOptions {
  readonly plan: LocalPlan;
  readonly clock: Clock;
  readonly identities: readonly Identity[];
  readonly vault: KeyMaterialVault;
  readonly readSecrets: ReadSecrets;
  readonly mailbox: Mailbox;
  /** Between a call and the arrival of its record in the log group. */
  readonly deliveryDelayMs: number;
  readonly onEvent: (event: RunEvent) => void;
  readonly onUnexpectedError: (error: unknown) => void;
  /** Ways to explain alarms beside mail. */
  readonly evidenceChannels?: readonly Channel[];
  /** Makes KMS fail on purpose. */
  readonly kmsFault?: FaultHook;
}

/** The AWS a declared stack runs in: what its service calls, what records that, what watches the records. */
export interface LocalAws {
  /** Starts to listen and to evaluate alarms; answers the endpoint's URL. */
  start(): Promise<string>;
  /** Takes a line of the service, as ECS's log driver does. */
  readonly log: (line: string) => void;
  /** The alarms as they are, and what they look at. */
  readonly monitoring: Pick<Monitoring, 'alarms' | 'metrics'>;
  /** Delivers the records that are still on their way, and ends. */
  stop(): Promise<void>;
}

/** Wires the parts as the plan declares them: calls → trail → log group → filters → alarms → topics → mailbox. */
export async function createLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const { plan, clock } = options;
  const { monitoring, observe, log, stop, readGroup } = await createWatch(options);
  const authorise = createPolicyAuthoriser({
    identityPolicies: new Map<string, readonly unknown[]>([
      [plan.service.taskRoleArn, plan.service.taskRolePolicies],
      [ownerArn(plan), [ownerPolicy]],
    ]),
    resourcePolicies: new Map(plan.kmsKeys.map((key) => [key.arn, key.policy])),
  });
  const keys = await createKeyStore({
    accountId: plan.accountId,
    region: plan.region,
    declarations: plan.kmsKeys,
    vault: options.vault,
    nowMs: clock.nowMs,
  });
  const { kmsFault } = options;
  const createRequestId = (): string => randomUUID();
  const endpoint = createEndpoint({
    services: [
      createKms({ keys, authorise, observe, ...(kmsFault === undefined ? {} : { fault: kmsFault }) }),
      createSecretsManager({
        readSecrets: options.readSecrets,
        authorise,
        observe,
        createRequestId,
        encryptionKeyArn: secretsManagerKeyArn(plan),
      }),
      createCloudWatch({ ...monitoring, authorise }),
      createLogs({ readGroup, compilePattern, authorise }),
    ],
    identities: options.identities,
    region: plan.region,
    nowMs: clock.nowMs,
    createRequestId,
    onUnexpectedError: options.onUnexpectedError,
  });
  return {
    start: async () => {
      monitoring.start();
      return endpoint.listen();
    },
    log,
    monitoring,
    stop: async () => {
      await endpoint.close();
      await stop();
    },
  };
}

/** From an observed call to a mail. */
async function createWatch(options: LocalAwsOptions) {
  const { plan, clock, deliveryDelayMs, onEvent } = options;
  const at = (): { atMs: number } => ({ atMs: clock.nowMs() });
  const publish = createPublisher(options);
  const monitoring = createMonitoring({
    filters: plan.metricFilters,
    alarms: plan.alarms,
    clock,
    publish: (topicArn, publication, transition) =>
      publish(topicArn, publication, { alarmName: transition.declaration.alarmName, transition }),
    onMatch: (filters, event) =>
      onEvent({ kind: 'match', ...at(), filterNames: filters.map((one) => one.filterName).sort(), event }),
    onTransition: (transition) => {
      onEvent({ kind: 'transition', ...at(), transition });
      evidence?.accept(transition);
    },
  });
  const logGroupName = plan.trail.logGroupName ?? '';
  const serviceLogGroupName = plan.service.logGroupName;
  const logGroups = createLogGroups({
    names: [logGroupName, ...(serviceLogGroupName === undefined ? [] : [serviceLogGroupName])],
    nowMs: clock.nowMs,
    createEventId: () => randomUUID(),
    onEvent: (event) => {
      onEvent({ kind: event.logGroupName === logGroupName ? 'delivery' : 'line', ...at(), event });
      monitoring.ingest(event);
    },
  });
  const evidence = createEvidence(options, logGroups.read, publish);
  const fastPath = await createFastPath(options, evidence?.ofRecords);
  const delivery = createDelivery({
    ...clock,
    accountId: plan.accountId,
    region: plan.region,
    delayMs: deliveryDelayMs,
    deliver: (event) => logGroups.put(logGroupName, event),
  });
  const observe = createObserver(options, (record) => {
    fastPath?.accept(record);
    delivery.accept(record);
  });
  const log = (message: string): void => {
    if (serviceLogGroupName === undefined) return;
    logGroups.put(serviceLogGroupName, { logStreamName: 'service', timestamp: clock.nowMs(), message });
  };
  const stop = async (): Promise<void> => {
    delivery.flush();
    await fastPath?.drain();
    await monitoring.stop();
    await evidence?.settled();
  };
  return { monitoring, observe, log, stop, readGroup: logGroups.read };
}

/** From a call to its record, where the trail logs it. */
function createObserver(
  { plan, clock, onEvent }: LocalAwsOptions,
  take: (record: CloudTrailRecord) => void,
): (observed: ObservedCall) => void {
  return (observed) => {
    const atMs = clock.nowMs();
    const record = buildRecord(observed, randomUUID());
    const decision = evaluateRecording(plan.trail.inputs, plan.region, record);
    onEvent({ kind: 'call', atMs, call: describeCall(observed), record });
    if (decision.recorded) take(record);
    else onEvent({ kind: 'unrecorded', atMs, record, because: decision.because });
  };
}

/** `undefined` where the stack declares none. */
function createEvidence(
  { plan, evidenceChannels = [], onUnexpectedError }: LocalAwsOptions,
  readGroup: LogGroups['read'],
  publish: Publish,
): LocalEvidence | undefined {
  if (plan.evidence === undefined) return undefined;
  return createLocalEvidence({
    plan: plan.evidence,
    readGroup,
    publish,
    channels: evidenceChannels,
    onFailure: onUnexpectedError,
  });
}

/** Records take this part of their way to the log group until EventBridge sees them: sooner is all that AWS says. */
const eventBridgeShare = 0.5;

/** `undefined` where the stack declares none. */
async function createFastPath(
  { plan, clock, deliveryDelayMs, onEvent }: LocalAwsOptions,
  known: LocalEvidence['ofRecords'] | undefined,
): Promise<LocalFastPath | undefined> {
  const declared = plan.evidence?.fastPath;
  if (declared === undefined || known === undefined) return undefined;
  return createLocalFastPath({
    plan: declared,
    accountId: plan.accountId,
    clock,
    createId: () => randomUUID(),
    delayMs: deliveryDelayMs * eventBridgeShare,
    function: known,
    onMatch: (record, rules) =>
      onEvent({
        kind: 'rule-match',
        atMs: clock.nowMs(),
        ruleNames: rules.map(({ name }) => name).sort(),
        record,
      }),
    onUntold: (untold) => onEvent({ kind: 'untold', atMs: clock.nowMs(), ...untold }),
  });
}

/** From a message to the mailboxes of those who subscribed to the topic. */
function createPublisher({ plan, clock, mailbox, onEvent }: LocalAwsOptions): Publish {
  const topics = createTopics({
    topics: plan.topics,
    mailbox,
    nowMs: clock.nowMs,
    createMessageId: () => randomUUID(),
  });
  return async (topicArn, publication, subject) => {
    for (const { mail, file } of await topics.publish(topicArn, publication)) {
      onEvent({ kind: 'mail', atMs: clock.nowMs(), mail, file, ...subject });
    }
  };
}

/**
 * The key that AWS manages for Secrets Manager (`aws/secretsmanager`). Opening a secret makes a Decrypt with the
 * caller's identity under it, which detections must tell from the service's own.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
function secretsManagerKeyArn({ region, accountId }: LocalPlan): string {
  return `arn:aws:kms:${region}:${accountId}:key/00000000-0000-4000-8000-000000000000`;
}

function compilePattern(filterPattern: string): (message: string) => boolean {
  const pattern = parseFilterPattern(filterPattern);
  return (message) => pattern.match(message);
}
