import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
import { detections } from '../../detections/index.ts';
import { clausesOf } from '../support/pattern-clauses.ts';
import { recordedPatterns } from '../support/recorded-detections.ts';

const matches = (pattern: string, record: object): boolean =>
  parseFilterPattern(pattern).match(JSON.stringify(record));

describe.each(recordedPatterns)('the pattern of $name', ({ pattern, ...recorded }) => {
  const clauses = clausesOf(pattern);

  it.each(recorded.matches)('matches when $event', ({ record }) => {
    expect(matches(pattern, record)).toBe(true);
  });

  it.each(recorded.nearMisses)('does not match when $event', ({ record }) => {
    expect(matches(pattern, record)).toBe(false);
  });

  it.each(recorded.nearMisses)(
    'matches once the clause $refusedBy is gone, when $event',
    ({ record, refusedBy }) => {
      const culprits = clauses.filter(({ patternWithout }) => matches(patternWithout, record));
      expect(culprits.map(({ selectors }) => selectors)).toEqual([refusedBy]);
    },
  );

  it.each(clauses)('has a near miss that notices the loss of the clause $selectors', ({ selectors }) => {
    expect(recorded.nearMisses.map(({ refusedBy }) => refusedBy)).toContain(selectors);
  });

  it('fits into the 1,024 characters CloudWatch allows', () => {
    expect(pattern.length).toBeLessThanOrEqual(1024);
  });

  it('compares an event name only beside its event source', () => {
    expect(pattern).toMatch(/\$\.eventSource ?= "[a-z0-9]+\.amazonaws\.com"/);
  });

  it('never compares a field with != but says what its absence means, for which != is false', () => {
    for (const [, field = ''] of pattern.matchAll(/(\$\.[\w.]+) !=/g)) {
      const [first, other] = [`(${field} NOT EXISTS || `, `(${field} NOT EXISTS && `];
      const ways = [[first], [other, `)) || ${field} != `], [other, `)) || (${field} != `]];
      expect(ways.filter((parts) => parts.every((part) => pattern.includes(part)))).not.toEqual([]);
    }
  });
});

it("keeps the lab's pattern to the letter, and asks the same in its query", () => {
  const lab = recordedPatterns.find(({ id }) => id === 'kms-errors-lab');
  expect(lab?.pattern).toBe(
    '{ $.errorCode = "*" && $.eventSource= "kms.amazonaws.com" && $.userIdentity.sessionContext.sessionIssuer.arn = "arn:aws:iam::111122223333:role/keywatch-example-task" }',
  );
  expect(lab?.query).toContain(
    '| filter ispresent(errorCode) and eventSource = "kms.amazonaws.com" and userIdentity.sessionContext.sessionIssuer.arn = "arn:aws:iam::111122223333:role/keywatch-example-task"',
  );
});

it('has recorded events for every detection that looks at records', () => {
  const recorded = new Set(recordedPatterns.map(({ id }) => id));
  expect(detections.filter(({ id }) => !recorded.has(id)).map(({ id }) => id)).toEqual(['detection-silent']);
});
