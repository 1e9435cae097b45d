import {
  parseAlarmChange,
  windowOfAlarm,
  windowOfIncident,
  type AlarmChange,
  type EvidenceWindow,
} from './alarm-change.ts';
import { announce, type AnnounceOptions } from './announce.ts';
import { buildEvidence } from './evidence.ts';
import { gather } from './gather.ts';
import type { Incident, Sign, Telling } from './incident.ts';
import { buildMessage } from './message.ts';
import type { EvidenceMessage, LogReader } from './ports.ts';
import type { EvidenceSettings, WatchedAlarm } from './settings.ts';

export interface EvidenceFunctionOptions extends AnnounceOptions {
  readonly settings: EvidenceSettings;
  readonly logs: LogReader;
}

/**
 * The function behind the events of EventBridge: it tells why an alarm fired, and when it is over. Knows nothing of
 * Lambda, so that it runs on a laptop as well.
 * @throws Error when somebody was not told; Lambda then tries again, and keeps what fails for good in a queue.
 */
export function createEvidenceFunction(options: EvidenceFunctionOptions): (event: unknown) => Promise<void> {
  return async (event) => {
    const change = parseAlarmChange(event);
    const sign = signOf(change);
    if (sign === undefined) return;
    const alarm = alarmNamed(options.settings, change.alarmName);
    await announce(options, alarm, [sign], (telling, incident) =>
      compose(options, alarm, change, telling, incident),
    );
  };
}

/** @throws Error for an alarm that the settings do not know. */
export function alarmNamed({ alarms }: EvidenceSettings, alarmName: string): WatchedAlarm {
  const alarm = alarms.find((each) => each.alarmName === alarmName);
  if (alarm === undefined) throw new Error(`No detection of this stack has the alarm ${alarmName}.`);
  return alarm;
}

/** Missing data neither begins nor ends anything. OK after it is told to nobody: a new alarm begins so as well. */
function signOf({ state, previousState }: AlarmChange): Sign | undefined {
  if (state.value === 'ALARM') return { kind: 'alarm', atMs: state.atMs };
  if (state.value !== 'OK') return undefined;
  return previousState.value === 'ALARM'
    ? { kind: 'recovery', atMs: state.atMs, alarmSinceMs: previousState.atMs }
    : { kind: 'settled', atMs: state.atMs };
}

async function compose(
  { settings, logs }: EvidenceFunctionOptions,
  alarm: WatchedAlarm,
  change: AlarmChange,
  telling: Telling,
  { id }: Incident,
): Promise<EvidenceMessage> {
  const { state, previousState } = change;
  const isOver = telling === 'recovered';
  const window: EvidenceWindow = isOver ? windowOfIncident(change, alarm) : windowOfAlarm(change, alarm);
  const incident = isOver
    ? { id, alarmSince: iso(previousState.atMs), endedAt: iso(state.atMs) }
    : { id, alarmSince: iso(state.atMs) };
  const gathered = await gather(logs, settings, alarm, window);
  const subject = { settings, alarm, telling, incident, window, reason: state.reason };
  return buildMessage(buildEvidence(subject, gathered));
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
