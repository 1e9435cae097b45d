import type { DeliveredEvent } from '../cloudtrail/delivery.ts';

/** An event as a log group holds it. */
export interface StoredLogEvent extends DeliveredEvent {
  readonly logGroupName: string;
  readonly eventId: string;
  /** When CloudWatch Logs took it in, in epoch milliseconds. */
  readonly ingestionTime: number;
}

export interface LogGroupsOptions {
  readonly names: readonly string[];
  readonly nowMs: () => number;
  readonly createEventId: () => string;
  /** Told of every event once it is stored. */
  readonly onEvent: (event: StoredLogEvent) => void;
  /** Events kept per group; the oldest go first. */
  readonly maxEvents?: number;
}

/** The log groups of a local run, in memory. */
export interface LogGroups {
  readonly put: (logGroupName: string, event: DeliveredEvent) => void;
  /** Oldest first; `undefined` for a group that does not exist. */
  readonly read: (logGroupName: string) => readonly StoredLogEvent[] | undefined;
}

/** Creates the groups; nothing of earlier runs is in them, as a metric filter would not look at it anyway. */
export function createLogGroups(options: LogGroupsOptions): LogGroups {
  const maxEvents = options.maxEvents ?? 10_000;
  const groups = new Map<string, StoredLogEvent[]>(options.names.map((name) => [name, []]));
  return {
    put(logGroupName, delivered) {
      const events = groups.get(logGroupName);
      if (events === undefined) throw new Error(`No log group is named ${logGroupName}.`);
      const event = {
        ...delivered,
        logGroupName,
        eventId: options.createEventId(),
        ingestionTime: options.nowMs(),
      };
      events.push(event);
      if (events.length > maxEvents) events.shift();
      options.onEvent(event);
    },
    read: (logGroupName) => groups.get(logGroupName),
  };
}
