import { follow, type Incident, type Sign, type Telling } from './incident.ts';
import type { Channel, EvidenceMessage, IncidentStore } from './ports.ts';
import type { WatchedAlarm } from './settings.ts';

export interface AnnounceOptions {
  readonly incidents: IncidentStore;
  readonly channels: readonly Channel[];
  /** Told of every message that was sent. */
  readonly onTold?: (message: EvidenceMessage, channel: string) => void;
}

/** Makes the message once it is known that one is needed, and about which incident. */
export type Compose = (
  telling: Telling,
  incident: Incident & { readonly id: string },
) => Promise<EvidenceMessage>;

/** As many as an alarm that goes to and fro tells within its events' possible delay; older ones are forgotten. */
const maxTold = 60;

/**
 * Tells what a sign means, once for each incident and channel: what one channel has already sent is not sent again when
 * another one failed and the event is tried again. A process that dies between sending and noting it sends twice.
 * @throws Error when a channel failed, after all others were tried.
 */
export async function announce(
  { incidents, channels, onTold }: AnnounceOptions,
  alarm: WatchedAlarm,
  sign: Sign,
  compose: Compose,
): Promise<void> {
  const held = await incidents.hold(alarm.alarmName);
  const { state } = held;
  const { latest, told } = follow(state.incident, sign);
  const noteOf = (channel: Channel): string => `${told.incidentId}/${told.telling}/${channel.name}`;
  const isWanted = told.telling === 'started' || alarm.notifyRecovery;
  const owing = isWanted ? channels.filter((channel) => !state.told.includes(noteOf(channel))) : [];
  const notes: string[] = [];
  const failures: Error[] = [];
  try {
    if (owing.length > 0) {
      const message = await compose(told.telling, { ...latest, id: told.incidentId });
      for (const channel of owing) {
        try {
          await channel.send(message);
          notes.push(noteOf(channel));
          onTold?.(message, channel.name);
        } catch (error) {
          failures.push(new Error(`${channel.name}: ${(error as Error).message}`, { cause: error }));
        }
      }
    }
  } finally {
    await held.release({ incident: latest, told: [...state.told, ...notes].slice(-maxTold) });
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, failures.map(({ message }) => message).join('; '));
  }
}
