import { describe, expect, it } from 'vitest';
import { any, is, isNoneOf, isOneOf, isOtherThan, type Condition } from '../../detections/condition.ts';
import { detectionSilent } from '../../detections/detection-silent.ts';
import { kmsKeyAdmin } from '../../detections/kms-key-admin.ts';
import { monitoringTampered } from '../../detections/monitoring-tampered.ts';
import { renderInsightsQuery } from '../../detections/render-insights-query.ts';
import { isShown } from '../support/insights-filter.ts';
import { recordedPatterns } from '../support/recorded-detections.ts';

describe.each(recordedPatterns)('the query of $name', ({ query, matches, nearMisses }) => {
  it.each(matches)('shows the record when $event', ({ record }) => {
    expect(isShown(query, record)).toBe(true);
  });

  it.each(nearMisses)('does not when $event', ({ record }) => {
    expect(isShown(query, record)).toBe(false);
  });

  it('tells when, who, from where, what, which error and which request, newest first', () => {
    expect(query.split('\n')).toEqual([
      'fields @timestamp, eventTime, coalesce(userIdentity.arn, userIdentity.invokedBy, userIdentity.principalId, userIdentity.accountId) as who, sourceIPAddress, eventSource, eventName, errorCode, errorMessage, requestID',
      expect.stringMatching(/^\| filter /),
      '| sort @timestamp desc',
      '| limit 1000',
    ]);
  });
});

describe('a query for several subjects', () => {
  it.each([
    ['kms-key-admin', kmsKeyAdmin.logsInsightsQuery(kmsKeyAdmin.recordings.map(({ subject }) => subject))],
    [
      'monitoring-tampered',
      monitoringTampered.logsInsightsQuery(monitoringTampered.recordings.map(({ subject }) => subject)),
    ],
  ])('shows the records of each: %s', (id, query) => {
    for (const { matches } of recordedPatterns.filter((recorded) => recorded.id === id)) {
      expect(matches.filter(({ record }) => !isShown(query, record))).toEqual([]);
    }
    const others = recordedPatterns.filter((recorded) => recorded.id === 'kms-wrong-key');
    expect(others.flatMap(({ matches }) => matches.filter(({ record }) => isShown(query, record)))).toEqual(
      [],
    );
  });

  it('says once what they have in common: a query has room for 10,000 characters', () => {
    const [{ subject }] = kmsKeyAdmin.recordings;
    const keys = Array.from({ length: 20 }, (_, index) => ({
      ...subject,
      keyArn: `${subject.keyArn}-${index}`,
    }));
    const query = kmsKeyAdmin.logsInsightsQuery(keys);
    expect(query.match(/"DisableKey"/g)).toHaveLength(1);
    expect(query.match(/@message like \/"ARN":\\s\*"[^"]*-19"\//g)).toHaveLength(1);
    expect(query.length).toBeLessThan(10_000);
  });
});

it('counts what arrives where nothing may arrive', () => {
  expect(detectionSilent.logsInsightsQuery()).toBe(
    'stats count(*) as records by bin(5m) as period\n| sort period desc\n| limit 300',
  );
});

describe('what a query asks of one field', () => {
  const asking = (condition: Condition) => /^\| filter (.*)$/m.exec(renderInsightsQuery([condition]))?.[1];
  const [one, other] = ['arn:aws:sqs:us-east-1:111122223333:one', 'arn:aws:sqs:us-east-1:111122223333:other'];

  it('says a long beginning that texts share once, and lists others as they are', () => {
    expect(asking(isOneOf('a', [one, other]))).toBe(
      'a like /^arn:aws:sqs:us-east-1:111122223333:o(ne|ther)$/',
    );
    expect(asking(isOneOf('a', [`*${one}*`, `*${other}*`, '*elsewhere*']))).toBe(
      'a like /(arn:aws:sqs:us-east-1:111122223333:o(ne|ther)|elsewhere)/',
    );
    expect(asking(isOneOf('a', ['DeleteRule', 'DeleteRole']))).toBe('a in ["DeleteRule", "DeleteRole"]');
  });

  it('finds the text that is the beginning of another', () => {
    const query = renderInsightsQuery([isOneOf('a', [one, `${one}-more`])]);
    const shown = [one, `${one}-more`, `${one}-mo`, `x${one}`].filter((a) => isShown(query, { a }));
    expect(shown).toEqual([one, `${one}-more`]);
  });

  it('says beside != that the field is there, once: AWS does not say what it is for a missing field', () => {
    const condition = isNoneOf('a', ['x', 'y*']);
    expect(asking(condition)).toBe('not ispresent(a) or (ispresent(a) and a != "x" and a not like /^y/)');
    expect(asking(any(is('b', 'z'), isOtherThan('a', ['x'])))).toBe('b = "z" or (ispresent(a) and a != "x")');
  });
});
