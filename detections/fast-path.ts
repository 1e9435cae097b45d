import { alarmFiresAtOnce } from './alarm-fires-at-once.ts';
import type { Detection, RecordDetection } from './detection.ts';
import type { CompiledEventPattern } from './event-pattern/event-pattern.ts';
import type { RecordScope } from './subjects.ts';

/** Whether EventBridge can tell of a detection's records before CloudWatch counts them. */
export type FastPath =
  | { readonly possible: true }
  | {
      readonly possible: false;
      /** `inexpressible`: no event pattern says what the filter pattern says; that was not meant. */
      readonly kind: 'not-at-once' | 'inexpressible';
      /** Ends the sentence "X has no fast path, because …". */
      readonly because: string;
    };

/**
 * A rule tells of single records and counts nothing: only what fires at its first record has a fast path, bursts stay
 * with their alarm.
 */
export function fastPathOf(detection: Detection, threshold = detection.alarm.threshold): FastPath {
  if (detection.scope === 'log-group') {
    return {
      possible: false,
      kind: 'not-at-once',
      because: 'it tells that records stay away, and no event does',
    };
  }
  if (!alarmFiresAtOnce({ ...detection.alarm, threshold })) {
    return {
      possible: false,
      kind: 'not-at-once',
      because: 'its alarm counts, and a rule sees one record at a time',
    };
  }
  const refused = eventPatternsOf(detection).find((compiled) => !compiled.expressible);
  return refused === undefined
    ? { possible: true }
    : { possible: false, kind: 'inexpressible', because: inWords(refused) };
}

/** Why a condition has no event pattern, with the clause. */
export function inWords({ clause, because }: Extract<CompiledEventPattern, { expressible: false }>): string {
  return clause === undefined ? because : `EventBridge can't ask ${clause}: ${because}`;
}

/** Of every form that the detection's patterns take. */
function eventPatternsOf<S extends RecordScope>(detection: RecordDetection<S>): CompiledEventPattern[] {
  return detection.recordings.map(({ subject }) => detection.eventPattern(subject));
}
