import type { DetectionView, MatchEvent, TransitionEvent } from '../../protocol.ts';
import { formatNumber } from './count.ts';
import { detailPaths } from './detail-path.ts';
import { describeCondition, isBreaching } from './describe-alarm.ts';
import { nextEvaluationMs } from './evaluation.ts';
import { formatTime, formatUntil } from './format-time.ts';
import { mailAfter } from './mail-after.ts';
import type { PathStep } from './path-step.ts';
import type { RunModel } from './run-model.ts';
import type { Trace } from './trace.ts';

/** The second half of a path: from the filters that matched to the mail. */
export function alarmSteps({ matches }: Trace, model: RunModel, nowMs: number): readonly PathStep[] {
  const ofDetections = new Map(matches.flatMap((match) => match.detectionIds.map((id) => [id, match])));
  return [
    ...matches.map(matchStep),
    ...[...ofDetections].flatMap(([id, match]) => {
      const detection = model.detection(id);
      return detection === undefined ? [] : stepsOf(detection, match, model, nowMs);
    }),
  ];
}

function matchStep({ id, atMs, filterName }: MatchEvent): PathStep {
  return { stage: 'match', progress: 'done', atMs, title: filterName, detailPath: detailPaths.event(id) };
}

function stepsOf(
  detection: DetectionView,
  match: MatchEvent,
  model: RunModel,
  nowMs: number,
): readonly PathStep[] {
  const change = detection.transitions.findLast(
    ({ to, atMs }) => to === 'ALARM' && atMs >= match.atMs && atMs < endOfInterest(detection, match),
  );
  const earlier = alarmDuring(detection, match.atMs);
  const steps = [datapointStep(detection, match, model)];
  if (earlier !== undefined) return [...steps, ...stayedSteps(detection, earlier)];
  if (change !== undefined) return [...steps, ...changedSteps(detection, change, model)];
  return [...steps, quietStep(detection, match, nowMs)];
}

/** A datapoint can decide as long as it is within the alarm's evaluation range, and one evaluation more. */
function endOfInterest({ alarm, evaluation }: DetectionView, { atMs }: MatchEvent): number {
  return atMs + alarm.period * (alarm.evaluationPeriods + 1) * 1_000 + (evaluation?.everyMs ?? 0);
}

/** The change to ALARM that an alarm was still in at a time. */
function alarmDuring({ transitions }: DetectionView, atMs: number): TransitionEvent | undefined {
  const before = transitions.findLast((one) => one.atMs < atMs);
  return before?.to === 'ALARM' ? before : undefined;
}

function datapointStep(detection: DetectionView, match: MatchEvent, model: RunModel): PathStep {
  const { alarm, id, seriesId } = detection;
  const { atMs } = match;
  const periodMs = alarm.period * 1_000;
  const startMs = Math.floor(atMs / periodMs) * periodMs;
  const value = model.series(seriesId)?.at(startMs);
  const breaches = value !== undefined && isBreaching(value, alarm);
  return {
    stage: 'datapoint',
    progress: 'done',
    atMs,
    title: `${alarm.metricName} ${value === undefined ? 'counted' : `is ${formatNumber(value)}`}`,
    detail: `in the period from ${formatTime(startMs)}; ${id} wants ${describeCondition(alarm)}${breaches ? ', so it breaches' : ''}`,
    detailPath: detailPaths.datapoint(match.id, id),
    detectionId: id,
  };
}

function changedSteps(
  detection: DetectionView,
  change: TransitionEvent,
  model: RunModel,
): readonly PathStep[] {
  const { id } = detection;
  const mail = mailAfter(model.mails(), id, change.atMs);
  const alarm: PathStep = {
    stage: 'alarm',
    progress: 'failed',
    atMs: change.atMs,
    title: `${id}: ${change.from} → ${change.to}`,
    detail: change.reason,
    detailPath: detailPaths.event(change.id),
    detectionId: id,
  };
  if (mail === undefined) {
    return [
      alarm,
      { stage: 'notification', progress: 'waiting', title: 'The mail is on its way', detectionId: id },
    ];
  }
  const told: PathStep = {
    stage: 'notification',
    progress: 'done',
    atMs: mail.atMs,
    title: mail.subject,
    detail: `to ${mail.to}`,
    detailPath: detailPaths.event(mail.id),
    detectionId: id,
    mailId: mail.id,
  };
  return [alarm, told];
}

function stayedSteps({ id }: DetectionView, earlier: TransitionEvent): readonly PathStep[] {
  return [
    {
      stage: 'alarm',
      progress: 'failed',
      atMs: earlier.atMs,
      title: `${id} was in ALARM already`,
      detailPath: detailPaths.event(earlier.id),
      detectionId: id,
    },
    {
      stage: 'notification',
      progress: 'ends',
      title: 'No mail of its own',
      detail: 'An alarm tells changes of state, not events',
      detectionId: id,
    },
  ];
}

function quietStep(detection: DetectionView, match: MatchEvent, nowMs: number): PathStep {
  const { id, alarm, evaluation } = detection;
  const over = nowMs > endOfInterest(detection, match);
  if (evaluation === null || over) {
    return {
      stage: 'alarm',
      progress: 'ends',
      title: `${id} did not fire`,
      detail: `It wants ${describeCondition(alarm)}`,
      detailPath: detailPaths.alarm(id),
      detectionId: id,
    };
  }
  const nextMs = nextEvaluationMs(evaluation, nowMs);
  return {
    stage: 'alarm',
    progress: 'waiting',
    title: `${id} is ${detection.state.value}; next evaluation ${formatUntil(nextMs, nowMs)}`,
    detail: `It wants ${describeCondition(alarm)}`,
    detailPath: detailPaths.alarm(id),
    detectionId: id,
  };
}
