import { systemClock } from '../../../local/clock/clock.ts';
import type { CloudTrailRecord } from '../../../local/cloudtrail/cloudtrail-record.ts';
import type { LocalPlan } from '../../../local/declaration/local-plan.ts';
import type { FaultHook } from '../../../local/endpoint/fault.ts';
import { createMemoryVault } from '../../../local/kms/key-material-vault.ts';
import { createOwner, createTaskIdentity, type TaskIdentity } from '../../../local/run/identities.ts';
import { createLocalAws, type LocalAws } from '../../../local/run/local-aws.ts';
import type { RunEvent } from '../../../local/run/run-event.ts';
import type { ReplayReport } from '../../../replay/report/report.ts';
import type { ReadSecrets } from '../../../local/secrets-manager/secret.ts';

/** Longer than any test: the records are replayed afterwards, on their own time. */
const DELIVERY_DELAY_MS = 3_600_000;

/** A declared stack's AWS that can be made to fail, and to be of another opinion about the time. */
export class BreakableAws {
  /** What CloudTrail recorded, in order. */
  readonly records: CloudTrailRecord[] = [];
  /** All that happened: what KMS was told, its records and all that was made of them. */
  readonly events: RunEvent[] = [];
  /** What the detections were seen to make of the records. */
  readonly reports: ReplayReport[] = [];
  readonly task: TaskIdentity;
  url = '';
  /** Asked before each KMS call. */
  kmsFault: FaultHook | undefined;
  /** How much later AWS thinks it is. */
  aheadMs = 0;
  readonly #aws: Promise<LocalAws>;
  readonly #unexpected: unknown[] = [];

  private constructor(plan: LocalPlan, readSecrets: ReadSecrets) {
    this.task = createTaskIdentity(plan, Date.now());
    this.#aws = createLocalAws({
      plan,
      clock: { ...systemClock, nowMs: () => Date.now() + this.aheadMs },
      identities: [this.task, createOwner(plan)],
      vault: createMemoryVault(),
      readSecrets,
      mailbox: { deliver: () => Promise.resolve('') },
      deliveryDelayMs: DELIVERY_DELAY_MS,
      onEvent: (event) => {
        this.events.push(event);
        if (event.kind === 'call') this.records.push(event.record);
      },
      onUnexpectedError: (error) => this.#unexpected.push(error),
      kmsFault: (operation) => this.kmsFault?.(operation),
    });
  }

  static async start(plan: LocalPlan, readSecrets: ReadSecrets): Promise<BreakableAws> {
    const aws = new BreakableAws(plan, readSecrets);
    aws.url = await (await aws.#aws).start();
    return aws;
  }

  async stop(): Promise<void> {
    await (await this.#aws).stop();
    if (this.#unexpected.length > 0) {
      throw new AggregateError(this.#unexpected, 'The endpoint failed unexpectedly.');
    }
  }
}
