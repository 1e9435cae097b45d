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
      return [
        'match',
        `metric filter${plural(event.filterNames)} ${event.filterNames.join(', ')}${requestText(event.event.message)}`,
      ];
    case 'rule-match':
      return [
        'fast path',
        `rule${plural(event.ruleNames)} ${event.ruleNames.join(', ')} (${event.record.requestID})`,
      ];
    case 'untold':
      return [
        'untold',
        `${event.messages} record${event.messages === 1 ? '' : 's'} of the fast path: ${event.because}; ${whatNext(event)}`,
      ];
    case 'line':
      return undefined;
    case 'transition': {
      const { declaration, previousState, state } = event.transition;
      if (settles(event.transition)) return undefined;
      return ['alarm', `${declaration.alarmName}: ${previousState.value} -> ${state.value}. ${state.reason}`];
    }
    case 'mail':
      if (event.transition !== undefined && settles(event.transition)) return undefined;
      return [
        'mail',
        `${event.transition === undefined ? 'by the fast path, ' : ''}${event.mail.subject}: ${path.relative(process.cwd(), event.file)}`,
      ];
  }
}

function plural(all: readonly unknown[]): string {
  return all.length === 1 ? '' : 's';
}

function whatNext({ next }: Extract<RunEvent, { kind: 'untold' }>): string {
  switch (next.kind) {
    case 'again':
      return `tried again at ${new Date(next.atMs).toISOString()}`;
    case 'dead':
      return `given up, kept in ${next.queueName}`;
    case 'lost':
      return 'lost, as the run ends';
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
