import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { Channel } from '../../functions/evidence/ports.ts';
import type { LocalPlan } from '../../local/declaration/local-plan.ts';
import type { FaultHook } from '../../local/endpoint/fault.ts';
import type { Identity } from '../../local/endpoint/principal.ts';
import { createMemoryVault } from '../../local/kms/key-material-vault.ts';
import type { Mail, Mailbox } from '../../local/notifications/mailbox.ts';
import { createOwner, createTaskIdentity } from '../../local/run/identities.ts';
import { createLocalAws, type LocalAws } from '../../local/run/local-aws.ts';
import type { RunEvent } from '../../local/run/run-event.ts';
import { SecretsOfLoop } from './secrets/leaks-of-loop.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** A declared stack's AWS on a virtual clock, with the callers a test needs. */
export interface RunningLoop {
  readonly plan: LocalPlan;
  readonly clock: VirtualClock;
  readonly url: string;
  readonly events: readonly RunEvent[];
  readonly monitoring: LocalAws['monitoring'];
  /** A KMS client that signs as a task of the service. */
  readonly task: KMSClient;
  /** A KMS client that signs as another role of the account, which the key policy does not name. */
  readonly stranger: KMSClient;
  /** A KMS client that signs as a task and is seen with an address that no task has. */
  readonly thief: KMSClient;
  setFault(fault: FaultHook | undefined): void;
  /** A line the service wrote. */
  readonly log: (line: string) => void;
  /** A data key under the application key, made with this context. */
  generate(context: Record<string, string>): Promise<Uint8Array>;
  /** Whether a task's Decrypt with this context is answered, or KMS's name for why not. */
  decrypt(ciphertext: Uint8Array, context: Record<string, string>): Promise<string>;
  /** Names of the alarms in a state. */
  alarmsIn(state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'): string[];
  /** Names of the alarms that went to ALARM so far, in order. */
  fired(): string[];
  /** The mails that told of an alarm, in order. */
  alarmMails(): Mail[];
  /** What a caller keeps to itself: `stop` looks for it. */
  readonly keepSecret: (secret: string, title: string) => void;
  /**
   * Ends it, and looks for secrets in its events and mails and in other texts that came of it, by their titles.
   * @throws Error with a sentence for each that came out.
   */
  stop(others?: Readonly<Record<string, string>>): Promise<void>;
}

/** Starts at the beginning of a minute; nothing moves but by `clock.advance`. */
export async function startLoop(
  plan: LocalPlan,
  deliveryDelayMs = 2_000,
  onEvent?: (event: RunEvent) => void,
  evidenceChannels: readonly Channel[] = [],
): Promise<RunningLoop> {
  const clock = createVirtualClock(Date.UTC(2026, 10, 21, 12, 0, 0));
  const events: RunEvent[] = [];
  const mails: Mail[] = [];
  const mailbox: Mailbox = {
    deliver: (mail) => Promise.resolve(`mail-${mails.push(mail)}`),
  };
  const task = createTaskIdentity(plan, clock.nowMs());
  const stranger = createTaskIdentity(
    { ...plan, service: { ...plan.service, taskRoleArn: `arn:aws:iam::${plan.accountId}:role/stranger` } },
    clock.nowMs(),
  );
  const thief = { ...createTaskIdentity(plan, clock.nowMs()), sourceIp: '198.51.100.66' };
  let fault: FaultHook | undefined;
  const failures: unknown[] = [];
  const secrets = new SecretsOfLoop([task, stranger, thief]);
  const aws = await createLocalAws({
    plan,
    clock,
    identities: [task, stranger, thief, createOwner(plan)],
    vault: createMemoryVault(),
    readSecrets: () => [],
    mailbox,
    deliveryDelayMs,
    onEvent: (event) => {
      events.push(event);
      onEvent?.(event);
    },
    evidenceChannels,
    onUnexpectedError: (error) => failures.push(error),
    kmsFault: (operation) => fault?.(operation),
  });
  const url = await aws.start();
  const clientOf = ({ accessKeyId, secretAccessKey, sessionToken }: Identity): KMSClient =>
    secrets.hear(
      new KMSClient({
        region: plan.region,
        endpoint: url,
        credentials: {
          accessKeyId,
          secretAccessKey,
          ...(sessionToken === undefined ? {} : { sessionToken }),
        },
        maxAttempts: 1,
      }),
    );
  const onTime = (client: KMSClient): KMSClient => {
    client.config.systemClockOffset = clock.nowMs() - Date.now();
    return client;
  };
  const taskClient = clientOf(task);
  const keyArn = plan.kmsKeys[0]?.arn ?? '';
  const transitions = () =>
    events.filter((event) => event.kind === 'transition').map((event) => event.transition);
  return {
    plan,
    clock,
    url,
    events,
    monitoring: aws.monitoring,
    task: taskClient,
    stranger: onTime(clientOf(stranger)),
    thief: onTime(clientOf(thief)),
    setFault: (next) => (fault = next),
    log: aws.log,
    async generate(EncryptionContext) {
      const command = new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext });
      return (await onTime(taskClient).send(command)).CiphertextBlob ?? new Uint8Array();
    },
    decrypt: (CiphertextBlob, EncryptionContext) =>
      onTime(taskClient)
        .send(new DecryptCommand({ KeyId: keyArn, CiphertextBlob, EncryptionContext }))
        .then(
          () => 'ok',
          (error: unknown) => (error as Error).name,
        ),
    alarmsIn(state) {
      const states = new Map(plan.alarms.map(({ alarmName }) => [alarmName, 'INSUFFICIENT_DATA']));
      for (const { declaration, state: entered } of transitions())
        states.set(declaration.alarmName, entered.value);
      return [...states].filter(([, value]) => value === state).map(([name]) => name);
    },
    fired: () =>
      transitions()
        .filter(({ state }) => state.value === 'ALARM')
        .map(({ declaration }) => declaration.alarmName),
    alarmMails: () => mails.filter(({ subject }) => subject.startsWith('ALARM')),
    keepSecret: (secret, title) => secrets.keep(secret, title),
    async stop(others = {}) {
      await aws.stop();
      taskClient.destroy();
      if (failures.length > 0) throw new AggregateError(failures, 'the endpoint failed unexpectedly');
      const isSigned = events.some(({ kind }) => kind === 'call');
      const texts = {
        'what happened': JSON.stringify(events),
        'the mails': JSON.stringify(mails),
        ...others,
      };
      const leaks: string[] = [];
      for (const [title, text] of Object.entries(texts))
        leaks.push(...(await secrets.in(title, text, isSigned && title === 'what happened')));
      if (leaks.length > 0) throw new Error(leaks.join('\n'));
    },
  };
}
