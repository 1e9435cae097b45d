import path from 'node:path';
import type { AlarmTransition } from '../cloudwatch/alarm/index.ts';
import type { CloudTrailRecord } from '../local/cloudtrail/cloudtrail-record.ts';
import type { RunEvent } from '../local/run/run-event.ts';

/**
 * One line for what happened: UTC time, stage, what. `undefined` for what a reader would only be distracted by: good
 * calls on their way, and that every new alarm settles on OK, which is told and mailed once for each.
 */
export function formatEvent(event: RunEvent): string | undefined {
  const described = describe(event);
  if (described === undefined) return undefined;
  const [stage, what] = described;
  return `${new Date(event.atMs).toISOString()}  ${stage.padEnd(9)}  ${what}`;
}

function describe(event: RunEvent): readonly [stage: string, what: string] | undefined {
  switch (event.kind) {
    case 'call':
      return ['call', callText(event.record)];
    case 'unrecorded':
      return ['blind', `the trail does not record it: ${event.because}`];
    case 'delivery': {
      const record = JSON.parse(event.event.message) as CloudTrailRecord;
      return record.errorCode === undefined
        ? undefined
        : ['delivery', `CloudTrail's record of ${callText(record)} is in ${event.event.logGroupName}`];
    }
    case 'match':
      return ['match', `metric filter ${event.filterName}${requestText(event.event.message)}`];
    case 'line':
      return undefined;
    case 'transition': {
      const { declaration, previousState, state } = event.transition;
      if (settles(event.transition)) return undefined;
      return ['alarm', `${declaration.alarmName}: ${previousState.value} -> ${state.value}. ${state.reason}`];
    }
    case 'mail':
      if (settles(event.transition)) return undefined;
      return ['mail', `${event.mail.subject}: ${path.relative(process.cwd(), event.file)}`];
  }
}

/** The request a log event is about: a record's, or that of a line of the service. */
function requestText(message: string): string {
  // A message need not be JSON, and ids are read where they stand: a pattern of terms matches any line.
  const id = /"(?:requestID|reqId)":"([^"]*)"/.exec(message)?.[1];
  return id === undefined ? '' : ` (${id})`;
}

function settles({ previousState, state }: AlarmTransition): boolean {
  return previousState.value === 'INSUFFICIENT_DATA' && state.value === 'OK';
}

function callText(record: CloudTrailRecord): string {
  const { eventSource, eventName, errorCode = 'ok', requestID, userIdentity } = record;
  const forwarded = userIdentity.invokedBy === undefined ? '' : ` by ${userIdentity.invokedBy}`;
  return `${eventSource.split('.')[0]}:${eventName}${forwarded} ${errorCode} (${requestID})`;
}
