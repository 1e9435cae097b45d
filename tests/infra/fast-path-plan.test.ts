import { expect, it } from 'vitest';
import { noticeTemplate } from '../../infra/fast-path-plan.ts';

it.each(['keywatch-prod-kms-wrong-key', 'a "quoted" <record> \\ name'])(
  'keeps the alarm name %s whole beside the record, the one value of the template',
  (alarmName) => {
    const template = noticeTemplate(alarmName);
    expect(template.match(/<[^>]*>/g)).toEqual(['<record>']);
    expect(JSON.parse(template.replace('<record>', '{"eventName":"Decrypt"}'))).toEqual({
      alarmName,
      record: { eventName: 'Decrypt' },
    });
  },
);
