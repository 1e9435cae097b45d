/**
 * Time as alarms can tell it apart. Metrics are of minutes; an alarm with a period below a minute is evaluated
 * within the minute and then sees only what has arrived. All evaluations are one second after a full ten
 * seconds, so a minute falls into seven slots: up to second 1, up to 11, … up to 51, and the rest.
 */
export type Slot = number;

/** How long after a full minute or ten seconds an alarm is evaluated. */
export const evaluationOffsetMs = 1000;

const minuteMs = 60_000;
const stepMs = 10_000;
const slotsPerMinute = 7;

/** The slot of an instant; with `isFine` false the last one of its minute. */
export function slotOf(timestampMs: number, isFine: boolean): Slot {
  const minute = Math.floor(timestampMs / minuteMs);
  const inMinuteMs = timestampMs - minute * minuteMs;
  const index = isFine ? Math.max(0, Math.ceil((inMinuteMs - evaluationOffsetMs) / stepMs)) : 6;
  return minute * slotsPerMinute + index;
}

/** The start of a slot's minute. */
export function minuteOfSlot(slot: Slot): number {
  return Math.floor(slot / slotsPerMinute) * minuteMs;
}

/** The same minute's last slot. */
export function wholeMinuteSlot(slot: Slot): Slot {
  return Math.floor(slot / slotsPerMinute) * slotsPerMinute + 6;
}

/** The slots of the minute that starts at `minuteStartMs` whose events have arrived at `nowMs`. */
export function slotsArrived(minuteStartMs: number, nowMs: number): readonly Slot[] {
  const first = (minuteStartMs / minuteMs) * slotsPerMinute;
  const steps = Math.floor((nowMs - minuteStartMs - evaluationOffsetMs) / stepMs) + 1;
  const count = Math.max(0, Math.min(slotsPerMinute, steps));
  return Array.from({ length: count }, (_, index) => first + index);
}
