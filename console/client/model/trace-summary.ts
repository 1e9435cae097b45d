import { lostCalls } from './lost-calls.ts';
import { callName } from './record-steps.ts';
import { isWrongKey } from './tally.ts';
import type { Trace } from './trace.ts';

/** One row of the list of requests. */
export interface TraceSummary {
  /** What was asked: `GET /decrypt`, or the call itself where no request of the service made it. */
  readonly what: string;
  /** What came of it, in a word or two. */
  readonly outcome: string;
  readonly tone: 'good' | 'refused' | 'broken' | 'neutral';
}

/** Says in a row what a trace is about. */
export function summarise(trace: Trace): TraceSummary {
  const { request, calls } = trace;
  const error = calls.find(({ errorCode }) => errorCode !== undefined)?.errorCode;
  if (request === undefined) {
    const [call] = calls;
    const what = call === undefined ? 'a call' : callName(call);
    return { what, outcome: error ?? 'ok', tone: error === undefined ? 'neutral' : toneOf(error) };
  }
  const { method, route, statusCode } = request;
  const what = `${method} ${route ?? '(no such route)'}`;
  if (isWrongKey(error)) return { what, outcome: `${statusCode} wrong key`, tone: 'refused' };
  const failure = error ?? lostCalls(trace)[0]?.errorCode;
  if (statusCode < 400) return { what, outcome: String(statusCode), tone: 'good' };
  const outcome = failure === undefined ? String(statusCode) : `${statusCode} ${failure}`;
  return { what, outcome, tone: statusCode < 500 ? 'refused' : 'broken' };
}

function toneOf(errorCode: string): TraceSummary['tone'] {
  return isWrongKey(errorCode) ? 'refused' : 'broken';
}
