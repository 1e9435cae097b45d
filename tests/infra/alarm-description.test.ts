import { describe, expect, it } from 'vitest';
import { detections } from '../../detections/index.ts';
import { alarmDescription, maxAlarmDescriptionLength } from '../../infra/alarm-description.ts';
import { names } from '../support/watched.ts';

describe("an alarm's description", () => {
  const longRoleArn = `arn:aws-us-gov:iam::111122223333:role/service-role/${'x'.repeat(64)}`;
  const queryName = `keywatch/prod/kms-wrong-key-111122223333-${'x'.repeat(64)}`;

  it.each(detections)('of $id fits into what CloudWatch allows, with its query', (detection) => {
    const text = alarmDescription(detection, { about: `Role: ${longRoleArn}`, queryName });
    expect(text.length).toBeLessThanOrEqual(maxAlarmDescriptionLength);
    expect(text).toMatch(new RegExp(`\\nSaved query in Logs Insights: ${queryName}$`));
  });

  const short = {
    severity: 'page',
    title: 'Title',
    meaning: 'Meaning.',
    runbook: ['First.', 'Then.'],
  } as const;

  it('says how urgent it is, what happened, what to do, to whom and where to look', () => {
    expect(alarmDescription(short, { about: `Role: ${names.taskRoleArn}`, queryName: 'query' })).toBe(
      '[page] Title\nMeaning.\n1. First.\n2. Then.\nRole: arn:aws:iam::111122223333:role/keywatch-prod-task\nSaved query in Logs Insights: query',
    );
  });

  it('leaves the query out rather than the rest where both are too long', () => {
    const about = 'x'.repeat(980);
    expect(alarmDescription(short, { about, queryName: 'query' })).toMatch(/x$/);
  });

  it('tells as much of what it is about as there is room for', () => {
    const text = alarmDescription(short, { about: `Watches: ${'alarm, '.repeat(200)}`, queryName: 'query' });
    expect(text).toHaveLength(maxAlarmDescriptionLength);
    expect(text).toMatch(/\nWatches: (?:alarm, )+[alrm, ]*\.\.\.$/);
  });

  it('ends with what to do where there is nothing else to look at', () => {
    expect(alarmDescription(short)).toBe('[page] Title\nMeaning.\n1. First.\n2. Then.');
  });
});
