import { describe, expect, it } from 'vitest';
import { judgeLocally } from '../../verify/judge-locally.ts';
import { judgeProbe, readingOf } from '../../verify/probe.ts';
import { probes } from '../../verify/probes.ts';

describe('the open questions', () => {
  it.each(probes)(
    '$id: each reading answers for every message, and no two alike',
    ({ messages, readings }) => {
      const answers = Object.values(readings);

      expect(
        answers.filter((letters) => !/^[TF]+$/.test(letters) || letters.length !== messages.length),
      ).toEqual([]);
      expect(new Set(answers).size).toBe(answers.length);
      expect(new Set(messages).size).toBe(messages.length);
    },
  );

  it('are each named once', () => {
    expect(new Set(probes.map(({ id }) => id)).size).toBe(probes.length);
  });

  it('are each rejected here, or answered by one of the readings', () => {
    const here = probes.map((probe) => [
      probe.id,
      readingOf(probe, judgeLocally(probe.pattern, probe.messages)),
    ]);

    expect(Object.fromEntries(here)).toEqual({
      'not-equal-through-wildcard': 'rejected',
      'not-exists-through-wildcard': 'rejected',
      'bracket-after-name': 'it steps into the property',
      'bracket-after-name-without-dot': 'it steps into the property',
      'key-in-double-quotes': 'the quotes delimit it',
      'duplicate-keys': 'the last',
      'asterisk-inside-quotes': 'rejected',
      'asterisk-inside': 'rejected',
      'asterisk-inside-and-at-the-end': 'rejected',
      'two-asterisks': 'rejected',
      'escaped-quote': 'rejected',
      'backslash-inside-quotes': 'rejected',
      'doubled-backslash-inside-quotes': 'rejected',
      'single-quotes': 'rejected',
      'is-in-lower-case': 'rejected',
      'null-in-lower-case': 'rejected',
      'not-exists-in-lower-case': 'rejected',
      'number-without-digit-before-point': 'rejected',
      'number-without-digit-behind-point': 'rejected',
      'not-equal-of-nothing': 'for text and numbers only',
      'quoted-number': 'by how they are written',
      'unquoted-number': 'numbers as numbers, text as text',
      'unquoted-exponent': 'numbers only',
      'ordered-text': 'never',
      'boolean-equals': 'the text only',
      'boolean-not-equal': 'for text only',
      'null-in-array': 'it does',
      'beyond-double-precision': 'exactly',
      'fractions-beyond-double-precision': 'exactly',
      'order-beyond-double-precision': 'exactly',
      'largest-event': 'it is',
    });
  });
});

describe('an answer to an open question', () => {
  const probe = {
    id: 'x',
    question: 'x?',
    pattern: '{ $.v = 1 }',
    messages: ['{"v":1}', '{"v":"1"}'],
    readings: { both: 'TT', 'the number': 'TF' },
  };
  const answered = (...matched: readonly boolean[]) =>
    ({ kind: 'answered', extracted: matched.map((one) => (one ? {} : undefined)) }) as const;
  const rejected = { kind: 'rejected', reason: 'no' } as const;

  it.each([
    ['agrees with the one here', answered(true, true), answered(true, true), 'both', 'both', false],
    ['is another than the one here', answered(true, true), answered(true, false), 'both', 'the number', true],
    ['is a rejection of what is taken here', answered(true, true), rejected, 'both', 'rejected', true],
    [
      'differs from nothing where the pattern is rejected here',
      rejected,
      answered(true, false),
      'rejected',
      'the number',
      false,
    ],
    [
      'follows no known reading',
      answered(true, true),
      answered(false, true),
      'both',
      'none of the readings: FT',
      true,
    ],
  ])('%s', (_what, here, aws, ourReading, awsReading, differs) => {
    expect(judgeProbe(probe, here, aws)).toMatchObject({ here: ourReading, aws: awsReading, differs });
  });
});
