import { randomUUID } from 'node:crypto';
import { type AlarmTransition, buildAlarmStateChangeEvent } from '../../cloudwatch/alarm/index.ts';
import { createEvidenceFunction } from '../../functions/evidence/evidence-function.ts';
import type { Channel } from '../../functions/evidence/ports.ts';
import type { EvidencePlan } from '../declaration/local-plan.ts';
import type { LogGroups } from '../logs/log-groups.ts';
import type { Topics } from '../notifications/topics.ts';
import { createMemoryIncidentStore } from './incident-store.ts';
import { createLocalLogReader } from './log-reader.ts';

export interface LocalEvidenceOptions {
  readonly plan: EvidencePlan;
  readonly readGroup: LogGroups['read'];
  /** Publishes to the topic; the transition is what it is about. */
  readonly publish: (
    topicArn: string,
    publication: Parameters<Topics['publish']>[1],
    transition: AlarmTransition,
  ) => Promise<void>;
  /** Beside mail; the secrets of the declared ones are on AWS. */
  readonly channels?: readonly Channel[];
  /** The function failed; on AWS the event would be tried again, and kept. */
  readonly onFailure: (error: unknown) => void;
}

/** EventBridge and the function behind it, as the declared stack uses them. */
export interface LocalEvidence {
  /** Hands a transition to the rules that match it. */
  accept(transition: AlarmTransition): void;
  /** Waits for what is under way. */
  settled(): Promise<void>;
}

/** Runs the function itself, with what it is declared to know, on the log groups and topics of a local run. */
export function createLocalEvidence(options: LocalEvidenceOptions): LocalEvidence {
  const { settings, rules } = options.plan;
  const incidents = createMemoryIncidentStore();
  const logs = createLocalLogReader(options.readGroup);
  const underWay = new Set<Promise<void>>();

  const explain = async (transition: AlarmTransition, event: unknown): Promise<void> => {
    const { email } = settings.channels;
    const mail: readonly Channel[] =
      email === undefined
        ? []
        : [
            {
              name: 'email',
              send: ({ subject, text }) =>
                options.publish(
                  email.topicArn,
                  { Subject: subject, MessageStructure: 'json', Message: JSON.stringify({ default: text }) },
                  transition,
                ),
            },
          ];
    const channels = [...mail, ...(options.channels ?? [])];
    await createEvidenceFunction({ settings, logs, incidents, channels })(event);
  };
  return {
    accept(transition) {
      const event = buildAlarmStateChangeEvent(transition, { eventId: randomUUID(), metricId: randomUUID() });
      const matching = rules.filter(
        ({ isEnabled, mayInvoke, pattern }) => isEnabled && mayInvoke && pattern.matches(event),
      );
      for (let times = matching.length; times > 0; times--) {
        const run = explain(transition, event)
          .catch(options.onFailure)
          .finally(() => underWay.delete(run));
        underWay.add(run);
      }
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}
