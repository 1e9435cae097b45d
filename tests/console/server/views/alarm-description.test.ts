import { describe, expect, it } from 'vitest';
import { parseAlarmDescription } from '../../../../console/server/views/alarm-description.ts';
import { alarmDescription } from '../../../../infra/alarm-description.ts';
import { detections } from '../../../../detections/index.ts';

describe('parseAlarmDescription', () => {
  it('takes apart what the program writes for each detection', () => {
    for (const { severity, title, meaning, runbook, ...detection } of detections) {
      const description = alarmDescription({ ...detection, severity, title, meaning, runbook });
      expect(parseAlarmDescription('a', description)).toEqual({
        severity,
        title,
        meaning,
        runbook,
        notes: [],
      });
    }
  });

  it('keeps what follows the steps', () => {
    expect(parseAlarmDescription('a', '[page] T\nM\n1. One\n2. Two\nRole: r\nSaved query: q')).toEqual({
      severity: 'page',
      title: 'T',
      meaning: 'M',
      runbook: ['One', 'Two'],
      notes: ['Role: r', 'Saved query: q'],
    });
  });

  it.each([undefined, '', 'Free text\n1. with a number', '[page]'])('takes %j as it is', (description) => {
    expect(parseAlarmDescription('a', description)).toEqual({
      severity: null,
      title: 'a',
      meaning: description ?? '',
      runbook: [],
      notes: [],
    });
  });
});
