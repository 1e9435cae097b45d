import { describe, expect, it } from 'vitest';
import { createPace } from '../../verify/pace.ts';
import { answerOf, createStubMatcher } from '../support/verify/stub-cloudwatch.ts';

const all = (messages: readonly string[]) =>
  ({ kind: 'answered', extracted: messages.map(() => ({})) }) as const;

describe('asking TestMetricFilter', () => {
  it('sends more than fifty messages in several calls and puts the answers together', async () => {
    const messages = Array.from({ length: 120 }, (_, index) => `event ${index}`);
    const { matcher, calls } = createStubMatcher((call) => {
      const extracted = call.logEventMessages.map((message) => (message.endsWith('7') ? {} : undefined));
      return answerOf(call, { kind: 'answered', extracted });
    });

    const verdict = await matcher.judge('7', messages);

    expect(calls.map(({ logEventMessages }) => logEventMessages.length)).toEqual([50, 50, 20]);
    const matched =
      verdict.kind === 'answered' ? messages.filter((_, at) => verdict.extracted[at] !== undefined) : [];
    expect(matched).toEqual(messages.filter((message) => message.endsWith('7')));
    expect([matcher.callCount(), matcher.firstEventNumber()]).toEqual([3, 1]);
  });

  it.each([0, 1])(
    'finds a message that comes back shortened by its number, counted from %i',
    async (first) => {
      const { matcher } = createStubMatcher((call) => {
        const matches = [
          { eventNumber: first, eventMessage: call.logEventMessages[0], extractedValues: {} },
          { eventNumber: first + 2, eventMessage: 'long…', extractedValues: {} },
        ];
        return { status: 200, body: { matches } };
      });

      expect(await matcher.judge('x', ['x', 'y', 'long x'])).toEqual({
        kind: 'answered',
        extracted: [{}, undefined, {}],
      });
    },
  );

  it('takes the rejection of the first call for the whole answer', async () => {
    const { matcher, calls } = createStubMatcher((call) =>
      answerOf(call, { kind: 'rejected', reason: 'Invalid metric filter pattern' }),
    );

    expect(
      await matcher.judge(
        '{',
        Array.from({ length: 60 }, (_, at) => String(at)),
      ),
    ).toEqual({
      kind: 'rejected',
      reason: 'Invalid metric filter pattern',
    });
    expect(calls.length).toBe(1);
  });

  it('does not know how AWS counts before something matches', async () => {
    const { matcher } = createStubMatcher(() => ({ status: 200, body: { matches: [] } }));
    await matcher.judge('x', ['a']);

    expect(matcher.firstEventNumber()).toBeUndefined();
    expect(
      (
        await createStubMatcher((call) => answerOf(call, all(call.logEventMessages))).matcher.judge('x', [
          'a',
        ])
      ).kind,
    ).toBe('answered');
  });
});

describe('the pace of calls', () => {
  it('keeps them apart from each other and loses no time before the first', async () => {
    let nowMs = 1000;
    const slept: number[] = [];
    const pace = createPace(
      {
        nowMs: () => nowMs,
        sleep: (ms) => {
          slept.push(ms);
          nowMs += ms;
          return Promise.resolve();
        },
      },
      250,
    );

    await pace();
    nowMs += 100;
    await pace();
    nowMs += 250;
    await pace();
    nowMs += 249;
    await pace();

    expect(slept).toEqual([150, 1]);
  });
});
