import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
import { detections } from '../../detections/index.ts';
import { recordedSubject } from '../../detections/recorded/kms-records.ts';
import { clausesOf, withoutWildcards } from '../support/pattern-clauses.ts';

const matches = (pattern: string, record: object): boolean =>
  parseFilterPattern(pattern).match(JSON.stringify(record));

describe.each(detections)('the pattern of $id', (detection) => {
  const pattern = detection.filterPattern(recordedSubject);
  const clauses = clausesOf(pattern);

  it.each(detection.matches)('matches $event', ({ record }) => {
    expect(matches(pattern, record)).toBe(true);
  });

  it.each(detection.nearMisses)('does not match when $event', ({ record }) => {
    expect(matches(pattern, record)).toBe(false);
  });

  it.each(detection.nearMisses)(
    'matches once the clause $refusedBy is gone, when $event',
    ({ record, refusedBy }) => {
      const culprits = clauses.filter(({ patternWithout }) => matches(patternWithout, record));
      expect(culprits.map(({ selector }) => selector)).toEqual([refusedBy]);
    },
  );

  it.each(clauses)('has a near miss that notices the loss of the clause $selector', ({ selector }) => {
    expect(detection.nearMisses.map(({ refusedBy }) => refusedBy)).toContain(selector);
  });

  it('fits into the 1,024 characters CloudWatch allows, with the longest role ARN', () => {
    const taskRoleArn = `arn:aws-us-gov:iam::111122223333:role/${'x'.repeat(64)}`;
    expect(detection.filterPattern({ taskRoleArn }).length).toBeLessThanOrEqual(1024);
  });

  it('never compares with !=, which is false on a missing field', () => {
    expect(pattern).not.toContain('!=');
  });
});

describe('the wildcard at the end of an error code', () => {
  const withWildcard = detections.filter(({ filterPattern }) =>
    filterPattern(recordedSubject).includes('*" &&'),
  );

  it.each(withWildcard.filter(({ deployment }) => deployment === 'always'))(
    'is what lets $id match another spelling',
    (detection) => {
      const exact = withoutWildcards(detection.filterPattern(recordedSubject));
      expect(detection.matches.some(({ record }) => !matches(exact, record))).toBe(true);
    },
  );

  it('is in every pattern but that of the lab, which takes any error', () => {
    expect(withWildcard).toHaveLength(detections.length);
  });
});

it("keeps the lab's pattern to the letter", () => {
  const lab = detections.find(({ id }) => id === 'kms-errors-lab');
  expect(lab?.filterPattern({ taskRoleArn: 'arn:aws:iam::111122223333:role/task' })).toBe(
    '{ $.errorCode = "*" && $.eventSource= "kms.amazonaws.com" && $.userIdentity.sessionContext.sessionIssuer.arn = "arn:aws:iam::111122223333:role/task" }',
  );
});
