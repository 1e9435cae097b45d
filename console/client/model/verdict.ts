import type { DetectionView, TransitionEvent } from '../../protocol.ts';
import { count } from './count.ts';
import { nextEvaluationMs } from './evaluation.ts';
import { formatAgo, formatTime, formatUntil } from './format-time.ts';
import { shortName } from './short-name.ts';
import type { RunModel } from './run-model.ts';
import { wrongKeyWindowMs } from './tally.ts';
import { type Urgency, urgencies, urgencyOf } from './urgency.ts';
import { mailAfter } from './mail-after.ts';

/** The answer to the first question of whoever opens the page: is somebody trying wrong keys, and did the alarm fire? */
export interface Verdict {
  readonly tone: 'calm' | 'watching' | 'unknown' | Urgency;
  /** In one word, for who sees no colours. */
  readonly label: string;
  readonly headline: string;
  readonly detail: string;
  /** The alarm it speaks of. */
  readonly detectionId?: string;
  /** The mail that told of it. */
  readonly mailId?: number;
}

/** Reads the verdict off the run. */
export function readVerdict(model: RunModel, nowMs: number): Verdict {
  const [worst, ...others] = firing(model);
  if (worst !== undefined) return alarmVerdict(model, worst, others.length, nowMs);
  const wrongKeys = model.tally.wrongKeys.countUntil(nowMs);
  return wrongKeys === 0 ? calmVerdict(model) : watchingVerdict(model, wrongKeys, nowMs);
}

/**
 * The verdict while the run isn't heard of: what it told last is old, and that nothing comes in is no sign of quiet.
 * @param heardMs until when it was heard of.
 */
export function lostVerdict(heardMs: number): Verdict {
  return {
    tone: 'unknown',
    label: 'Unknown',
    headline: 'The local run does not answer',
    detail: `The page shows what it told until ${formatTime(heardMs)} UTC. If it was stopped, npm start prints the address of the next one.`,
  };
}

/** The evaluated detections in ALARM: the most urgent first, of those the newest. */
export function firing(model: RunModel): readonly DetectionView[] {
  const rank = (detection: DetectionView): number => urgencies.indexOf(urgencyOf(detection));
  return model
    .detections()
    .filter(({ evaluation, state }) => evaluation !== null && state.value === 'ALARM')
    .sort((a, b) => rank(a) - rank(b) || b.state.sinceMs - a.state.sinceMs);
}

function alarmVerdict(model: RunModel, worst: DetectionView, others: number, nowMs: number): Verdict {
  const { sinceMs } = worst.state;
  const mail = mailAfter(model.mails(), worst.id, sinceMs);
  const wrongKeys = model.tally.wrongKeys.countUntil(nowMs);
  const told =
    mail === undefined ? 'its mail is on the way' : `a mail told ${mail.to} at ${formatTime(mail.atMs)}`;
  const sentences = [
    ...(wrongKeys === 0 ? [] : [`${count(wrongKeys, 'wrong key')} in the last ${windowText}.`]),
    `${shortName(worst.id, model.snapshot)} fired at ${formatTime(sinceMs)} UTC, ${told}.`,
    ...(others === 0 ? [] : [`${count(others, 'more alarm')} fired too.`]),
  ];
  return {
    tone: urgencyOf(worst),
    label: 'Alarm',
    headline: wrongKeys === 0 ? worst.title : 'Somebody is trying wrong keys',
    detail: sentences.join(' '),
    detectionId: worst.id,
    ...(mail === undefined ? {} : { mailId: mail.id }),
  };
}

function calmVerdict(model: RunModel): Verdict {
  const evaluated = model.detections().filter(({ evaluation }) => evaluation !== null);
  const settled = evaluated.filter(({ state }) => state.value === 'OK').length;
  const states =
    settled === evaluated.length
      ? `All ${settled} evaluated alarms are OK.`
      : `${settled} of ${evaluated.length} evaluated alarms are OK, the others wait for their first evaluation.`;
  return {
    tone: 'calm',
    label: 'Quiet',
    headline: 'Nobody is trying wrong keys',
    detail: `None in the last ${windowText}. ${states}`,
  };
}

/** Wrong keys, but no alarm now: either it is over, or something has to happen before one can fire. */
function watchingVerdict(model: RunModel, wrongKeys: number, nowMs: number): Verdict {
  const lastMs = model.tally.wrongKeys.lastMs ?? nowMs;
  const [recovery] = recoveriesSince(model, lastMs);
  const [next] = evaluationsSince(model, lastMs, nowMs);
  const detectionId = recovery?.detectionId ?? next?.id;
  const what =
    recovery !== undefined
      ? `${shortName(recovery.detectionId, model.snapshot)} fired, and is OK again since ${formatTime(recovery.atMs)} UTC.`
      : next !== undefined
        ? `${shortName(next.id, model.snapshot)} is evaluated ${formatUntil(next.atMs, nowMs)}.`
        : 'CloudTrail has not delivered its record yet.';
  return {
    tone: 'watching',
    label: recovery === undefined ? 'Watching' : 'Recovered',
    headline: `${count(wrongKeys, 'wrong key')}, ${recovery === undefined ? 'no alarm yet' : 'the alarm is over'}`,
    detail: `In the last ${windowText}; the newest ${formatAgo(lastMs, nowMs)}. ${what}`,
    ...(detectionId === undefined ? {} : { detectionId }),
  };
}

/** The ends of alarms after a time, newest first. */
function recoveriesSince(model: RunModel, sinceMs: number): readonly TransitionEvent[] {
  return model
    .detections()
    .flatMap(({ transitions }) => transitions.at(-1) ?? [])
    .filter(({ from, to, atMs }) => from === 'ALARM' && to === 'OK' && atMs >= sinceMs)
    .sort((a, b) => b.atMs - a.atMs);
}

/** When the detections that matched since a time are evaluated, soonest first. */
function evaluationsSince(
  model: RunModel,
  sinceMs: number,
  nowMs: number,
): readonly { readonly id: string; readonly atMs: number }[] {
  return model
    .detections()
    .filter(({ id }) => (model.tally.matchesOf(id).lastMs ?? 0) >= sinceMs)
    .flatMap(({ id, evaluation }) =>
      evaluation === null ? [] : [{ id, atMs: nextEvaluationMs(evaluation, nowMs) }],
    )
    .sort((a, b) => a.atMs - b.atMs);
}

const windowText = `${wrongKeyWindowMs / 60_000} minutes`;
