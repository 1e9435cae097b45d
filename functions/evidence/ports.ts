import type { EvidenceFacts } from './evidence.ts';
import type { Incident, Telling } from './incident.ts';

/** A search in a log group, by the time its events carry: for what matches any of the patterns. */
export interface LogSearch {
  readonly logGroupName: string;
  readonly filterPatterns: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
}

export interface FoundEvents {
  readonly messages: readonly string[];
  /** False where the search was given up, because of their number or of the time it took, or failed. */
  readonly complete: boolean;
  /** What failed, in a word or a sentence; absent where nothing did. */
  readonly problem?: string;
}

/** Where CloudTrail's records and the service's lines are read. */
export interface LogReader {
  /** Answers what could be read, also where the search failed: whoever is told should know that there is something. */
  search(search: LogSearch): Promise<FoundEvents>;
}

/** What is kept of an alarm's latest incidents. */
export interface IncidentState {
  /** The oldest first. */
  readonly incidents: readonly Incident[];
  /** What was told, latest last: `incident/telling/channel`. */
  readonly told: readonly string[];
}

/** One alarm's state while one invocation holds it. */
export interface HeldState {
  readonly state: IncidentState;
  /** Keeps the new state and goes on holding it. */
  keep(state: IncidentState): Promise<void>;
  /** Keeps the new state and lets the next one in. */
  release(state: IncidentState): Promise<void>;
}

/** Where incidents are kept between invocations. */
export interface IncidentStore {
  /**
   * Holds an alarm's state, so that of two invocations for one incident one speaks.
   * @throws Error when another one holds it for too long.
   */
  hold(alarmName: string): Promise<HeldState>;
}

/** What every channel sends of an incident, each in its own form. */
export interface EvidenceMessage {
  /** The same at each attempt, so that a receiver may tell a repetition. */
  readonly id: string;
  readonly telling: Telling;
  /** At most 100 characters of ASCII. */
  readonly subject: string;
  readonly text: string;
  readonly facts: EvidenceFacts;
}

/** A way to reach people. */
export interface Channel {
  readonly name: string;
  /** @throws Error when the message did not arrive. */
  send(message: EvidenceMessage): Promise<void>;
}
