import { randomUUID } from 'node:crypto';
import { type AlarmTransition, buildAlarmStateChangeEvent } from '../../cloudwatch/alarm/index.ts';
import {
  createEvidenceFunction,
  type EvidenceFunctionOptions,
} from '../../functions/evidence/evidence-function.ts';
import type { Channel } from '../../functions/evidence/ports.ts';
import type { EvidencePlan } from '../declaration/local-plan.ts';
import type { LogGroups } from '../logs/log-groups.ts';
import type { Topics } from '../notifications/topics.ts';
import type { MailSubject } from '../run/run-event.ts';
import { createMemoryIncidentStore } from './incident-store.ts';
import { createLocalLogReader } from './log-reader.ts';

export interface LocalEvidenceOptions {
  readonly plan: EvidencePlan;
  readonly readGroup: LogGroups['read'];
  readonly publish: Publish;
  /** Beside mail; the secrets of the declared ones are on AWS. */
  readonly channels?: readonly Channel[];
  /** The function failed; on AWS the event would be tried again, and kept. */
  readonly onFailure: (error: unknown) => void;
}

/** Publishes to a topic; the subject is what it is about. */
export type Publish = (
  topicArn: string,
  publication: Parameters<Topics['publish']>[1],
  subject: MailSubject,
) => Promise<void>;

/** EventBridge and the function behind it, as the declared stack uses them. */
export interface LocalEvidence {
  /** Hands a transition to the rules that match it. */
  accept(transition: AlarmTransition): void;
  /** What the function works with where records wake it: the same memory of incidents, and mail about no transition. */
  readonly ofRecords: EvidenceFunctionOptions;
  /** Waits for what is under way. */
  settled(): Promise<void>;
}

/** Runs the function itself, with what it is declared to know, on the log groups and topics of a local run. */
export function createLocalEvidence(options: LocalEvidenceOptions): LocalEvidence {
  const { settings, rules } = options.plan;
  const incidents = createMemoryIncidentStore();
  const logs = createLocalLogReader(options.readGroup);
  const underWay = new Set<Promise<void>>();

  const functionOptions = (transition: AlarmTransition | undefined): EvidenceFunctionOptions => ({
    settings,
    logs,
    incidents,
    channels: [...mailOf(options, transition), ...(options.channels ?? [])],
  });
  return {
    accept(transition) {
      const event = buildAlarmStateChangeEvent(transition, { eventId: randomUUID(), metricId: randomUUID() });
      const matching = rules.filter(
        ({ isEnabled, mayInvoke, pattern }) => isEnabled && mayInvoke && pattern.matches(event),
      );
      for (let times = matching.length; times > 0; times--) {
        const run = createEvidenceFunction(functionOptions(transition))(event)
          .catch(options.onFailure)
          .finally(() => underWay.delete(run));
        underWay.add(run);
      }
    },
    ofRecords: functionOptions(undefined),
    async settled() {
      await Promise.all(underWay);
    },
  };
}

/** The channel `email`, where the stack declares it. */
function mailOf(
  { plan, publish }: LocalEvidenceOptions,
  transition: AlarmTransition | undefined,
): readonly Channel[] {
  const { email } = plan.settings.channels;
  if (email === undefined) return [];
  return [
    {
      name: 'email',
      send: ({ subject, text, facts: { alarmName } }) =>
        publish(
          email.topicArn,
          { Subject: subject, MessageStructure: 'json', Message: JSON.stringify({ default: text }) },
          { alarmName, transition },
        ),
    },
  ];
}
