import { describe, expect, it } from 'vitest';
import { renderReport } from '../../verify/render-report.ts';
import { outcomeOf, type VerificationReport } from '../../verify/verify.ts';

const agreeing: VerificationReport = {
  patterns: 362,
  messages: 1302,
  calls: 393,
  rejectedByBoth: 135,
  differences: [],
  acceptedOpen: [],
  probes: [
    {
      id: 'boolean-equals',
      question: 'Does = true equal the boolean?',
      pattern: '{ $.v = true }',
      here: 'the text only',
      aws: 'the text only',
      differs: false,
    },
  ],
  firstEventNumber: 1,
  unanswered: [],
};
const difference = {
  rule: 'equality',
  pattern: 'a\nb',
  message: 'x'.repeat(61),
  here: 'match',
  aws: 'no match',
};
const [probe] = agreeing.probes;
const differing = probe === undefined ? [] : [{ ...probe, aws: 'the boolean only', differs: true }];

describe('the report as text', () => {
  it('shows the open questions and the counts where AWS agrees', () => {
    expect(renderReport(agreeing)).toBe(
      [
        'Open questions:',
        '',
        'question                        pattern         here           AWS',
        'Does = true equal the boolean?  { $.v = true }  the text only  the text only',
        '',
        'Asked in 393 calls: 362 patterns with 1302 messages, and open questions: 1.',
        'Differences: 0; open questions answered otherwise than here: 0; patterns rejected by both: 135.',
        'AWS numbers the first event 1.',
      ].join('\n'),
    );
  });

  it('shows differences first, each on one line, with long texts shortened', () => {
    const report = { ...agreeing, differences: [difference], acceptedOpen: [difference], probes: differing };
    const lines = renderReport(report).split('\n');

    expect(lines.filter((line) => line.endsWith(':'))).toEqual([
      'Differences between AWS and the matcher here:',
      'Left open by the documentation and rejected here, but accepted by AWS:',
      'Open questions:',
    ]);
    expect(lines[3]).toBe(`equality  a\\nb     ${'x'.repeat(60)}… (61 characters)  match  no match`);
    expect(lines).toContain(
      'Does = true equal the boolean?  { $.v = true }  the text only  the boolean only (!)',
    );
    expect(lines).toContain(
      'Differences: 1; open questions answered otherwise than here: 1; patterns rejected by both: 135.',
    );
  });

  it('shows what was not answered, and no count of events that nobody saw', () => {
    const report = {
      ...agreeing,
      firstEventNumber: undefined,
      unanswered: [{ pattern: 'a', reason: 'busy' }],
    };
    const text = renderReport(report);

    expect(text).toContain('Without an answer:\n\npattern  why\na        busy\n');
    expect(text).not.toContain('AWS numbers');
  });
});

describe('the outcome', () => {
  const unanswered = [{ pattern: 'a', reason: 'busy' }];
  it.each([
    ['agrees', 'agrees', agreeing],
    ['agrees although AWS takes patterns left open', 'agrees', { ...agreeing, acceptedOpen: [difference] }],
    ['differs in a vector', 'differs', { ...agreeing, differences: [difference] }],
    ['differs in an open question', 'differs', { ...agreeing, probes: differing }],
    ['is incomplete', 'incomplete', { ...agreeing, unanswered }],
    ['differs, though incomplete', 'differs', { ...agreeing, unanswered, differences: [difference] }],
  ])('%s', (_what, outcome, report) => {
    expect(outcomeOf(report)).toBe(outcome);
  });
});
