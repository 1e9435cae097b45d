import { describe, expect, it } from 'vitest';
import { judgeLocally } from '../../verify/judge-locally.ts';
import { buildPatternCases, type PatternCase } from '../../verify/pattern-cases.ts';
import type { Probe } from '../../verify/probe.ts';
import { probes } from '../../verify/probes.ts';
import type { Verdict } from '../../verify/verdict.ts';
import { verify } from '../../verify/verify.ts';
import {
  agree,
  answerOf,
  createStubMatcher,
  errorAnswer,
  type StubAnswer,
  type TestMetricFilterCall,
} from '../support/verify/stub-cloudwatch.ts';

const json: PatternCase = {
  pattern: '{ $.a = 1 }',
  messages: ['{"a":1}', '{"a":2}'],
  rule: 'equality',
  isOpen: false,
};
const fields: PatternCase = { pattern: '[a, b]', messages: ['x y'], rule: 'fields', isOpen: false };
const malformed: PatternCase = {
  pattern: '{ $.a == 1 }',
  messages: ['x'],
  rule: '= is single',
  isOpen: false,
};
const open: PatternCase = {
  pattern: '{ $.a = a*b }',
  messages: ['x'],
  rule: '* inside a value',
  isOpen: true,
};
const small = [json, fields, malformed, open];

function run(
  answer: (call: TestMetricFilterCall) => StubAnswer,
  cases: readonly PatternCase[] = small,
  asked: readonly Probe[] = [],
) {
  const { matcher, calls } = createStubMatcher(answer);
  return {
    calls,
    report: verify({ aws: matcher, cases, probes: asked, onProgress: () => undefined }),
  };
}

/** A CloudWatch with an opinion of its own about one pattern. */
function about(pattern: string, verdict: Verdict) {
  return (call: TestMetricFilterCall): StubAnswer =>
    call.filterPattern === pattern ? answerOf(call, verdict) : agree(call);
}

describe('a CloudWatch that agrees', () => {
  it('leaves no difference on any vector or open question', async () => {
    const cases = buildPatternCases();
    const { calls, report } = run(agree, cases, probes);

    const { differences, acceptedOpen, unanswered, rejectedByBoth, probes: probed, ...counts } = await report;
    expect([differences, acceptedOpen, unanswered]).toEqual([[], [], []]);
    expect(probed.filter(({ here, aws, differs }) => differs || here !== aws)).toEqual([]);
    expect(counts.calls).toBe(cases.length + probes.length);
    expect(counts.firstEventNumber).toBe(1);
    expect(counts.patterns).toBeGreaterThan(300);
    expect(counts.messages).toBeGreaterThan(1_200);
    expect(rejectedByBoth).toBeGreaterThan(120);
    // What the API's model demands of every request.
    expect(calls.filter(({ logEventMessages: { length } }) => length < 1 || length > 50)).toEqual([]);
    expect(
      calls.flatMap(({ logEventMessages }) => logEventMessages).filter((message) => message === ''),
    ).toEqual([]);
  });

  it('may number events from 0, which is told and is no difference', async () => {
    const { report } = run((call) =>
      answerOf(call, judgeLocally(call.filterPattern, call.logEventMessages), 0),
    );

    expect(await report).toMatchObject({ differences: [], firstEventNumber: 0 });
  });
});

describe('a CloudWatch that differs', () => {
  it('in a match has each message told', async () => {
    const { report } = run(about(json.pattern, { kind: 'answered', extracted: [undefined, {}] }));

    expect((await report).differences).toEqual([
      { rule: 'equality', pattern: '{ $.a = 1 }', message: '{"a":1}', here: 'match', aws: 'no match' },
      { rule: 'equality', pattern: '{ $.a = 1 }', message: '{"a":2}', here: 'no match', aws: 'match' },
    ]);
  });

  it('in what it extracts has both told, whatever their order', async () => {
    const { report } = run(about(fields.pattern, { kind: 'answered', extracted: [{ $b: 'x', $a: 'y' }] }));

    expect((await report).differences).toEqual([
      {
        rule: 'fields',
        pattern: '[a, b]',
        message: 'x y',
        here: 'match with {"$a":"x","$b":"y"}',
        aws: 'match with {"$a":"y","$b":"x"}',
      },
    ]);
    const same = run(about(fields.pattern, { kind: 'answered', extracted: [{ $b: 'y', $a: 'x' }] }));
    expect((await same.report).differences).toEqual([]);
  });

  it('in rejecting a pattern has its reason told', async () => {
    const { report } = run(
      about(json.pattern, { kind: 'rejected', reason: 'Invalid metric filter pattern' }),
    );

    expect((await report).differences).toEqual([
      {
        rule: 'equality',
        pattern: '{ $.a = 1 }',
        here: 'accepted',
        aws: 'rejected: Invalid metric filter pattern',
      },
    ]);
  });

  it('in accepting a pattern outside the language differs, and with an open one does not', async () => {
    const accept: Verdict = { kind: 'answered', extracted: [undefined] };
    const outside = await run(about(malformed.pattern, accept)).report;
    const undefinedCorner = await run(about(open.pattern, accept)).report;

    expect(outside.differences.map(({ pattern, aws }) => [pattern, aws])).toEqual([
      ['{ $.a == 1 }', 'accepted'],
    ]);
    expect(outside.differences[0]?.here).toMatch(/^rejected: Found == at position 6/);
    expect(outside.acceptedOpen).toEqual([]);
    expect(undefinedCorner.differences).toEqual([]);
    expect(undefinedCorner.acceptedOpen.map(({ pattern }) => pattern)).toEqual(['{ $.a = a*b }']);
    expect([outside.rejectedByBoth, undefinedCorner.rejectedByBoth]).toEqual([1, 1]);
  });
});

describe('a CloudWatch that is hard to ask', () => {
  it('is asked again when it throttles', async () => {
    let throttled = 0;
    const { calls, report } = run((call) => {
      if (call.filterPattern !== json.pattern || throttled === 2) return agree(call);
      throttled += 1;
      return errorAnswer(400, 'ThrottlingException', 'Rate exceeded');
    });

    expect(await report).toMatchObject({ differences: [], unanswered: [], rejectedByBoth: 2 });
    expect(calls.map(({ filterPattern }) => filterPattern)).toEqual([
      ...Array<string>(3).fill(json.pattern),
      ...small.slice(1).map(({ pattern }) => pattern),
    ]);
  });

  it('has the one pattern it fails on told, and is asked the others', async () => {
    const { report } = run((call) =>
      call.filterPattern === fields.pattern
        ? errorAnswer(503, 'ServiceUnavailableException', 'busy')
        : agree(call),
    );

    expect(await report).toMatchObject({
      differences: [],
      rejectedByBoth: 2,
      unanswered: [{ pattern: '[a, b]', reason: 'ServiceUnavailableException: busy' }],
    });
  });

  it('is left alone after three failures in a row', async () => {
    const others = ['a', 'b', 'c', 'd'].map((pattern) => ({ ...json, pattern }));
    const { calls, report } = run(
      (call) =>
        call.filterPattern === json.pattern
          ? agree(call)
          : errorAnswer(503, 'ServiceUnavailableException', 'busy'),
      [json, ...others],
    );

    const { unanswered } = await report;
    expect(unanswered.map(({ pattern }) => pattern)).toEqual(['a', 'b', 'c', 'd']);
    expect(unanswered.at(-1)?.reason).toBe('not asked: AWS had stopped answering');
    expect(calls.filter(({ filterPattern }) => filterPattern === 'd')).toEqual([]);
  });

  it.each([
    [
      'without its permission',
      'PERMISSION',
      errorAnswer(400, 'AccessDeniedException', 'User: x is not authorized.'),
      'These credentials may not ask: allow logs:TestMetricFilter on all resources. User: x is not authorized.',
    ],
    [
      'with credentials that have expired',
      'CREDENTIALS',
      errorAnswer(400, 'ExpiredTokenException', 'The security token included in the request is expired'),
      'The security token included in the request is expired',
    ],
    [
      'that never answers',
      'NO_ANSWER',
      errorAnswer(503, 'ServiceUnavailableException', 'busy'),
      'AWS does not answer: ServiceUnavailableException: busy. Look at the network and the region.',
    ],
  ])('%s ends it in one sentence', async (_what, code, answer, sentence) => {
    const { report } = run(() => answer);

    await expect(report).rejects.toMatchObject({ name: 'VerificationError', code, message: sentence });
  });
});
