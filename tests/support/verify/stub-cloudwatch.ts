import { Readable } from 'node:stream';
import { HttpResponse, type HttpRequest } from '@smithy/core/protocols';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { createAwsMatcher } from '../../../verify/aws-matcher.ts';
import { judgeLocally } from '../../../verify/judge-locally.ts';
import type { Verdict } from '../../../verify/verdict.ts';

/** One request of TestMetricFilter, as it was on the wire. */
export interface TestMetricFilterCall {
  readonly filterPattern: string;
  readonly logEventMessages: readonly string[];
}

export interface StubAnswer {
  readonly status: number;
  readonly body: object;
}

export function errorAnswer(status: number, name: string, message: string): StubAnswer {
  return { status, body: { __type: name, message } };
}

/** The answer of the real operation to a verdict; it counts events from 1. */
export function answerOf(call: TestMetricFilterCall, verdict: Verdict, firstNumber = 1): StubAnswer {
  if (verdict.kind === 'rejected') return errorAnswer(400, 'InvalidParameterException', verdict.reason);
  const matches = verdict.extracted.flatMap((extractedValues, index) =>
    extractedValues === undefined
      ? []
      : { eventNumber: index + firstNumber, eventMessage: call.logEventMessages[index], extractedValues },
  );
  return { status: 200, body: { matches } };
}

/** A CloudWatch that agrees with the matcher here about everything. */
export function agree(call: TestMetricFilterCall): StubAnswer {
  return answerOf(call, judgeLocally(call.filterPattern, call.logEventMessages));
}

/**
 * The real client before a stub of the API: requests are really serialised, answers and errors really parsed,
 * and the SDK really tries again, without its pauses.
 */
export function createStubMatcher(answer: (call: TestMetricFilterCall) => StubAnswer) {
  const calls: TestMetricFilterCall[] = [];
  const requestHandler = {
    handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
      const call = JSON.parse(new TextDecoder().decode(request.body as Uint8Array)) as TestMetricFilterCall;
      calls.push(call);
      const { status, body } = answer(call);
      const payload = Readable.from([JSON.stringify(body)]);
      return Promise.resolve({
        response: new HttpResponse({ statusCode: status, headers: {}, body: payload }),
      });
    },
  };
  const matcher = createAwsMatcher(
    {
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
      requestHandler,
      retryStrategy: new ConfiguredRetryStrategy(4, () => 0),
    },
    () => Promise.resolve(),
  );
  return { matcher, calls };
}
