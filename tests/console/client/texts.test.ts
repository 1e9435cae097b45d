import { describe, expect, it } from 'vitest';
import { announcementOf } from '../../../console/client/model/announcement.ts';
import { connectionAnnouncement } from '../../../console/client/model/connection.ts';
import { describeCondition, isBreaching } from '../../../console/client/model/describe-alarm.ts';
import { nextEvaluationMs } from '../../../console/client/model/evaluation.ts';
import {
  formatAgo,
  formatDuration,
  formatPreciseTime,
  formatUntil,
} from '../../../console/client/model/format-time.ts';
import { jsonTokens } from '../../../console/client/model/json-tokens.ts';
import { fragmentOf, parseLocation } from '../../../console/client/model/location.ts';
import { createReadMails } from '../../../console/client/model/read-mails.ts';
import { principalName } from '../../../console/client/model/record-steps.ts';
import { createRunModel } from '../../../console/client/model/run-model.ts';
import { shortName } from '../../../console/client/model/short-name.ts';
import { splitLinks } from '../../../console/client/model/split-links.ts';
import { stateSpans } from '../../../console/client/model/state-spans.ts';
import { changeTo, mailOf, sampleSnapshot, startMs, wrongKeyDetection } from './sample-run.ts';

describe('times', () => {
  it.each([
    [0, '0 ms'],
    [850.4, '850 ms'],
    [2_000, '2 s'],
    [2_014, '2.01 s'],
    [51_000, '51 s'],
    [65_000, '1 min 5 s'],
    [120_000, '2 min'],
    [7_380_000, '2 h 3 min'],
  ])('%d ms is %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  it('are UTC, whatever the time zone', () => {
    expect(formatPreciseTime(startMs + 58)).toBe('06:30:00.058');
  });

  it('are rounded to what a reader asks', () => {
    expect(formatUntil(startMs + 23_100, startMs)).toBe('in 24 s');
    expect(formatUntil(startMs, startMs)).toBe('now');
    expect(formatAgo(startMs - 999, startMs)).toBe('just now');
    expect(formatAgo(startMs - 5_900, startMs)).toBe('5 s ago');
    expect(formatAgo(startMs - 179_000, startMs)).toBe('2 min ago');
  });

  it('of evaluations follow from one of them', () => {
    const evaluation = { nextMs: startMs, everyMs: 60_000 };
    expect(nextEvaluationMs(evaluation, startMs - 1)).toBe(startMs);
    expect(nextEvaluationMs(evaluation, startMs)).toBe(startMs + 60_000);
    expect(nextEvaluationMs(evaluation, startMs + 150_000)).toBe(startMs + 180_000);
  });
});

describe('an alarm in words', () => {
  const { alarm } = wrongKeyDetection;

  it.each([
    [{}, 'Sum ≥ 1 in 1 min'],
    [{ period: 300, threshold: 1_000, comparisonOperator: 'GreaterThanThreshold' }, 'Sum > 1,000 in 5 min'],
    [{ evaluationPeriods: 12, datapointsToAlarm: 12, period: 300 }, 'Sum ≥ 1 in each of 12 × 5 min'],
    [{ evaluationPeriods: 5, datapointsToAlarm: 3 }, 'Sum ≥ 1 in 3 of 5 × 1 min'],
  ] as const)('%j is %s', (changes, text) => {
    expect(describeCondition({ ...alarm, ...changes })).toBe(text);
  });

  it('breaches at its threshold as its operator says', () => {
    expect(isBreaching(1, alarm)).toBe(true);
    expect(isBreaching(1, { ...alarm, comparisonOperator: 'GreaterThanThreshold' })).toBe(false);
    expect(isBreaching(1, { ...alarm, comparisonOperator: 'LessThanThreshold' })).toBe(false);
    expect(isBreaching(1, { ...alarm, comparisonOperator: 'LessThanOrEqualToThreshold' })).toBe(true);
  });

  it('goes by its name without what all names begin with', () => {
    expect(shortName('keywatch-dev-kms-wrong-key', { project: 'keywatch', stack: 'dev' })).toBe(
      'kms-wrong-key',
    );
    expect(shortName('Pattern1Alarm', { project: 'keywatch', stack: 'dev' })).toBe('Pattern1Alarm');
  });
});

describe('stateSpans', () => {
  it('cuts the states to the window, without gaps', () => {
    const detection = {
      ...wrongKeyDetection,
      transitions: [
        changeTo('OK', 1, startMs - 500_000, { from: 'INSUFFICIENT_DATA' }),
        changeTo('ALARM', 2, startMs - 60_000),
      ],
    };
    expect(stateSpans(detection, startMs - 120_000, startMs)).toEqual([
      { state: 'OK', fromMs: startMs - 120_000, toMs: startMs - 60_000 },
      { state: 'ALARM', fromMs: startMs - 60_000, toMs: startMs },
    ]);
  });

  it('of an alarm that never changed is one span since it was made', () => {
    expect(stateSpans(wrongKeyDetection, startMs - 600_000, startMs)).toEqual([
      { state: 'OK', fromMs: startMs - 120_000, toMs: startMs },
    ]);
  });
});

describe('announcementOf', () => {
  const model = createRunModel(sampleSnapshot());
  const fired = changeTo('ALARM', 1, startMs);

  it('says an alarm at once, also when a mail came after it', () => {
    const mail = { kind: 'mail', id: 2, atMs: startMs, mail: mailOf(fired) } as const;
    expect(announcementOf([fired, mail], model)).toEqual({
      urgent: true,
      text: 'Alarm: Somebody used a wrong key. keywatch-dev-kms-wrong-key at 06:30:00 UTC.',
    });
    expect(announcementOf([mail], model)?.urgent).toBe(false);
  });

  it('says a recovery, but not that a new alarm settles', () => {
    expect(announcementOf([changeTo('OK', 1, startMs)], model)?.text).toMatch(/^The alarm is over/);
    expect(
      announcementOf([changeTo('OK', 1, startMs, { from: 'INSUFFICIENT_DATA' })], model),
    ).toBeUndefined();
  });
});

describe('the address of the page', () => {
  it.each([
    { kind: 'overview' },
    { kind: 'request', key: 'a/b %' },
    { kind: 'detection', id: 'keywatch-dev-kms-wrong-key' },
    { kind: 'mail', id: 12 },
  ] as const)('leads back to %j', (location) => {
    expect(parseLocation(fragmentOf(location))).toEqual(location);
  });

  it('is the overview when it leads nowhere', () => {
    for (const fragment of ['', '#/', '#/mail/x', '#/other/1', '#main']) {
      expect(parseLocation(fragment)).toEqual({ kind: 'overview' });
    }
  });
});

describe('small readings', () => {
  it('splits a text at its addresses, and a sentence at its end', () => {
    const text = 'See https://example.com/a#b. Then (https://example.com/c) go.';
    const parts = splitLinks(text);
    expect(parts.filter(({ isLink }) => isLink).map((part) => part.text)).toEqual([
      'https://example.com/a#b',
      'https://example.com/c',
    ]);
    expect(parts.map((part) => part.text).join('')).toBe(text);
  });

  it('makes no link of another scheme', () => {
    expect(splitLinks('javascript:alert(1) http://example.com').filter(({ isLink }) => isLink)).toEqual([]);
  });

  it('colours JSON without changing it', () => {
    const value = { 'a "b": c': ['x\\"y: ', 1.5e-3, true, null], d: {} };
    const tokens = jsonTokens(value);
    expect(tokens.map(({ text }) => text).join('')).toBe(JSON.stringify(value, undefined, 2));
    expect(tokens.filter(({ kind }) => kind === 'literal').map(({ text }) => text)).toEqual([
      '0.0015',
      'true',
      'null',
    ]);
    expect(tokens.filter(({ kind }) => kind === 'key')).toHaveLength(2);
  });

  it('names a principal by its role and the beginning of its session', () => {
    const arn = 'arn:aws:sts::111122223333:assumed-role/keywatch-dev-task/0d7358548b341ad09e33f83db';
    expect(principalName(arn)).toBe('keywatch-dev-task/0d735854…');
    expect(principalName('arn:aws:iam::111122223333:user/jo')).toBe('jo');
  });

  it('remembers read mails in the store, each by its run', () => {
    const kept = new Map<string, string>([['keywatch-read-mails', 'nonsense 7@70']]);
    const store = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    createReadMails(() => store).add({ id: 8, atMs: 80 });
    const reopened = createReadMails(() => store);
    expect(reopened.has({ id: 7, atMs: 70 })).toBe(true);
    expect(reopened.has({ id: 8, atMs: 80 })).toBe(true);
    expect(reopened.has({ id: 8, atMs: 81 })).toBe(false);
  });

  const refuse = (name: string) => (): never => {
    throw new DOMException('as a browser does', name);
  };
  const full = { getItem: () => null, setItem: refuse('QuotaExceededError') };
  it.each([
    ['may not look at its storage', refuse('SecurityError')],
    ['may not read it', () => ({ ...full, getItem: refuse('SecurityError') })],
    ['has no room in it', () => full],
  ])('are known until a reload by a page that %s', (_what, openStore) => {
    const mails = createReadMails(openStore);
    mails.add({ id: 8, atMs: 80 });
    expect([mails.has({ id: 8, atMs: 80 }), mails.has({ id: 7, atMs: 70 })]).toEqual([true, false]);
  });
});

describe('connectionAnnouncement', () => {
  it('says at once that the run is not heard of any more, once, and later that it is', () => {
    expect(connectionAnnouncement('live', 'lost')).toEqual({
      urgent: true,
      text: 'The local run does not answer.',
    });
    expect(connectionAnnouncement('lost', 'lost')).toBeUndefined();
    expect(connectionAnnouncement('lost', 'live')).toEqual({
      urgent: false,
      text: 'The local run answers again.',
    });
  });

  it('says nothing of a page that opens', () => {
    expect(connectionAnnouncement('connecting', 'live')).toBeUndefined();
  });
});
