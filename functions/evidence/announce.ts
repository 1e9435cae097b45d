import { follow, type Incident, type Sign, type Telling, type ToldIncident } from './incident.ts';
import { Journal } from './journal.ts';
import type { Channel, EvidenceMessage, IncidentStore } from './ports.ts';
import type { WatchedAlarm } from './settings.ts';

export interface AnnounceOptions {
  readonly incidents: IncidentStore;
  readonly channels: readonly Channel[];
  /** Told of every message that was sent. */
  readonly onTold?: (message: EvidenceMessage, channel: string) => void;
}

/** Makes the message once it is known that one is needed, about which incident, and by which of the signs. */
export type Compose<S extends Sign> = (
  telling: Telling,
  incident: Incident,
  signs: readonly S[],
) => Promise<EvidenceMessage>;

/**
 * Tells what signs of one alarm mean, once for each incident and channel: what one channel has already sent is not sent
 * again when another one failed and the event is tried again. Channels do not wait for each other, and each success is
 * noted at once. A process that dies between sending and noting it sends twice.
 * @throws Error when a channel failed, after all others were tried.
 */
export async function announce<S extends Sign>(
  { incidents: store, channels, onTold }: AnnounceOptions,
  alarm: WatchedAlarm,
  signs: readonly S[],
  compose: Compose<S>,
): Promise<void> {
  const held = await store.hold(alarm.alarmName);
  const { incidents, tellings } = followEach(held.state.incidents, signs);
  const owing = tellings
    .filter(({ telling }) => telling === 'started' || alarm.notifyRecovery)
    .flatMap((told) => {
      const silent = channels.filter((channel) => !held.state.told.includes(noteOf(told, channel)));
      return silent.length === 0 ? [] : [{ ...told, channels: silent }];
    });
  const journal = new Journal(held, incidents);
  const failures = await Promise.all(
    owing.map(async ({ channels: silent, ...told }) => {
      const sending = async (channel: Channel, message: EvidenceMessage): Promise<void> => {
        await channel.send(message);
        journal.note(noteOf(told, channel));
        onTold?.(message, channel.name);
      };
      return failuresOf(() => compose(told.telling, told.incident, told.signs), silent, sending);
    }),
  ).then((each) => each.flat());
  await journal.close();
  if (failures.length > 0) {
    throw new AggregateError(failures, failures.map(({ message }) => message).join('; '));
  }
}

/** Sends one message on several channels at once, and answers what failed. */
async function failuresOf(
  compose: () => Promise<EvidenceMessage>,
  channels: readonly Channel[],
  send: (channel: Channel, message: EvidenceMessage) => Promise<void>,
): Promise<readonly Error[]> {
  let message: EvidenceMessage;
  try {
    message = await compose();
  } catch (error) {
    return [error as Error];
  }
  const outcomes = await Promise.all(
    channels.map((channel) =>
      send(channel, message).then(
        () => [],
        (error: unknown) => [new Error(`${channel.name}: ${(error as Error).message}`, { cause: error })],
      ),
    ),
  );
  return outcomes.flat();
}

function noteOf({ incident, telling }: ToldIncident, { name }: Channel): string {
  return `${incident.id}/${telling}/${name}`;
}

interface ToldBySigns<S extends Sign> extends ToldIncident {
  readonly signs: readonly S[];
}

/** Follows the signs in their order. What several of them are about is told once. */
function followEach<S extends Sign>(
  known: readonly Incident[],
  signs: readonly S[],
): { readonly incidents: readonly Incident[]; readonly tellings: readonly ToldBySigns<S>[] } {
  let incidents = known;
  const tellings = new Map<string, ToldBySigns<S>>();
  for (const sign of signs) {
    const followed = follow(incidents, sign);
    incidents = followed.incidents;
    if (followed.told === undefined) continue;
    const key = `${followed.told.incident.id}/${followed.told.telling}`;
    tellings.set(key, { ...followed.told, signs: [...(tellings.get(key)?.signs ?? []), sign] });
  }
  return { incidents, tellings: [...tellings.values()] };
}
