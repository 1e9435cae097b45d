import type { CallEvent, RequestEvent } from '../../protocol.ts';
import { formatDuration, formatUntil } from './format-time.ts';
import { detailPaths } from './detail-path.ts';
import { lostCalls } from './lost-calls.ts';
import type { PathStep } from './path-step.ts';
import type { RunModel } from './run-model.ts';
import type { Trace } from './trace.ts';

/** The first half of a path: from the request to the arrival of its records. */
export function recordSteps(trace: Trace, model: RunModel, nowMs: number): readonly PathStep[] {
  const { request, calls } = trace;
  return [
    ...(request === undefined ? [] : [requestStep(request)]),
    ...(request === undefined ? [] : lostCallSteps(request, trace)),
    ...calls.flatMap((call) => [callStep(call), ...afterCall(call, trace, model, nowMs)]),
  ];
}

function requestStep({
  id,
  atMs,
  method,
  route,
  statusCode,
  durationMs,
  clientAddress,
}: RequestEvent): PathStep {
  return {
    stage: 'request',
    progress: statusCode < 400 ? 'done' : 'failed',
    atMs,
    title: `${method} ${route ?? '(no such route)'} answered ${statusCode}`,
    detail: `after ${formatDuration(durationMs)}, to ${clientAddress}`,
    detailPath: detailPaths.event(id),
  };
}

/** The service alone tells of them, in the lines that are the request's JSON. */
function lostCallSteps({ id }: RequestEvent, trace: Trace): readonly PathStep[] {
  return lostCalls(trace).map(({ atMs, operation, outcome, errorCode }) => ({
    stage: 'kms',
    progress: 'failed',
    atMs,
    title: `${operation}: ${errorCode ?? outcome}`,
    detail: 'KMS never answered, so CloudTrail has no record of it',
    detailPath: detailPaths.event(id),
  }));
}

function callStep(call: CallEvent): PathStep {
  const { errorCode, invokedBy } = call;
  const by = invokedBy === undefined ? '' : ` by ${invokedBy}`;
  return {
    stage: 'kms',
    progress: errorCode === undefined ? 'done' : 'failed',
    atMs: call.atMs,
    title: `${callName(call)}${by} ${errorCode ?? 'succeeded'}`,
    detail: `as ${principalName(call.principal)} from ${call.sourceIp}`,
    detailPath: detailPaths.event(call.id),
  };
}

function afterCall(call: CallEvent, trace: Trace, model: RunModel, nowMs: number): readonly PathStep[] {
  const unrecorded = trace.unrecorded.find(({ eventId }) => eventId === call.eventId);
  if (unrecorded !== undefined) {
    return [
      {
        stage: 'cloudtrail',
        progress: 'ends',
        atMs: unrecorded.atMs,
        title: 'Not recorded',
        detail: unrecorded.because,
        detailPath: detailPaths.event(unrecorded.id),
      },
    ];
  }
  const recorded = recordedSteps(call, trace);
  const delivery = trace.deliveries.find(({ eventId }) => eventId === call.eventId);
  if (delivery === undefined) {
    const dueMs = call.atMs + model.snapshot.deliveryDelayMs;
    return [
      ...recorded,
      { stage: 'delivery', progress: 'waiting', title: `Expected ${formatUntil(dueMs, nowMs)}` },
    ];
  }
  const arrived: PathStep = {
    stage: 'delivery',
    progress: 'done',
    atMs: delivery.atMs,
    title: `In ${delivery.logGroupName}`,
    detail: `${formatDuration(delivery.atMs - call.atMs)} after the call`,
    detailPath: detailPaths.event(delivery.id),
  };
  const matched = trace.matches.some(({ eventId }) => eventId === call.eventId);
  const unmatched: PathStep = {
    stage: 'match',
    progress: 'ends',
    atMs: delivery.atMs,
    title: 'No metric filter matched',
    detail: call.errorCode === undefined ? 'A good call is nothing to tell anybody' : 'Look below why',
    detailPath: detailPaths.event(delivery.id),
  };
  return matched ? [...recorded, arrived] : [...recorded, arrived, unmatched];
}

/** The record, and that EventBridge saw it where rules of the fast path match it. */
function recordedSteps({ id, atMs, eventId }: CallEvent, { ruleMatches }: Trace): readonly PathStep[] {
  const record: PathStep = {
    stage: 'cloudtrail',
    progress: 'done',
    atMs,
    title: `Record ${eventId}`,
    detailPath: detailPaths.record(id),
  };
  const found = ruleMatches.find((match) => match.eventId === eventId);
  if (found === undefined) return [record];
  const fastPath: PathStep = {
    stage: 'cloudtrail',
    progress: 'done',
    atMs: found.atMs,
    title: 'Taken by the fast path',
    detail: `EventBridge saw it; matched by ${found.ruleNames.join(', ')}`,
    detailPath: detailPaths.event(found.id),
  };
  return [record, fastPath];
}

/** `kms:Decrypt`, as IAM spells actions. */
export function callName({ eventSource, eventName }: Pick<CallEvent, 'eventSource' | 'eventName'>): string {
  return `${eventSource.split('.')[0] ?? eventSource}:${eventName}`;
}

/** The part of a principal's ARN that people call it by; of a session's name its beginning: `keywatch-dev-task/8f2c03ad…`. */
export function principalName(principal: string): string {
  return principal
    .replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:assumed-role\/|user\/)?/, '')
    .replace(/(\/.{8}).{4,}$/, '$1…');
}
