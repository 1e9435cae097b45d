import path from 'node:path';
import type { CloudTrailRecord } from '../local/cloudtrail/cloudtrail-record.ts';
import type { RunEvent } from '../local/run/run-event.ts';

/** One line for what happened: UTC time, stage, what. `undefined` for what a reader would only be distracted by. */
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
      return ['match', `metric filter ${event.filterName}`];
    case 'transition': {
      const { declaration, previousState, state } = event.transition;
      const change = `${declaration.alarmName}: ${previousState.value} -> ${state.value}`;
      // Why an alarm settles on OK at its first evaluation tells nobody anything.
      const settles = previousState.value === 'INSUFFICIENT_DATA' && state.value === 'OK';
      return ['alarm', settles ? change : `${change}. ${state.reason}`];
    }
    case 'mail':
      return ['mail', `${event.mail.subject}: ${path.relative(process.cwd(), event.file)}`];
  }
}

function callText(record: CloudTrailRecord): string {
  const { eventSource, eventName, errorCode = 'ok', requestID, userIdentity } = record;
  const forwarded = userIdentity.invokedBy === undefined ? '' : ` by ${userIdentity.invokedBy}`;
  return `${eventSource.split('.')[0]}:${eventName}${forwarded} ${errorCode} (${requestID})`;
}
