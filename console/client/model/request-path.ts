import type { RunModel } from './run-model.ts';
import type { Trace } from './trace.ts';
import { type Urgency, urgencies, urgencyOf } from './urgency.ts';
import { alarmSteps } from './alarm-steps.ts';
import { type PathStep, type Progress, stages } from './path-step.ts';
import { recordSteps } from './record-steps.ts';

/** A request's path through the eight stages, in their order: what happened, and what is still expected. */
export function buildPath(trace: Trace, model: RunModel, nowMs: number): readonly PathStep[] {
  const steps = [...recordSteps(trace, model, nowMs), ...alarmSteps(trace, model, nowMs)];
  return stages.flatMap((stage) => steps.filter((step) => step.stage === stage));
}

/** How urgent the alarms are that a path set off. */
export function pathUrgency(path: readonly PathStep[], model: RunModel): Urgency | undefined {
  const fired = path.filter(({ stage, progress }) => stage === 'alarm' && progress === 'failed');
  const found = new Set(
    fired.flatMap(({ detectionId = '' }) => model.detection(detectionId) ?? []).map(urgencyOf),
  );
  return urgencies.find((urgency) => found.has(urgency));
}

const byWeight: readonly Progress[] = ['failed', 'done', 'waiting', 'ends'];

/** Each stage's progress in one word: that of its weightiest step. */
export function stageProgress(path: readonly PathStep[]): readonly Progress[] {
  return stages.map((stage) => {
    const found = new Set(path.filter((step) => step.stage === stage).map(({ progress }) => progress));
    return byWeight.find((progress) => found.has(progress)) ?? 'none';
  });
}
