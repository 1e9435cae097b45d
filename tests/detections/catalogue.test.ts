import { describe, expect, it } from 'vitest';
import { validateAlarm } from '../../cloudwatch/alarm/index.ts';
import { parseFilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
import { detections } from '../../detections/index.ts';
import { by, person } from '../../detections/recorded/identities.ts';
import { deniedDecrypt, failedDecrypt, goodDecrypt } from '../../detections/recorded/kms-records.ts';
import { managementEvent } from '../../detections/recorded/management-events.ts';
import { recordDetections, recordedPatterns } from '../support/recorded-detections.ts';

/** All but that of a stack whose tasks call through an endpoint: the recorded ones call through a NAT gateway. */
const patterns = recordedPatterns.filter(({ name }) => name !== 'kms-use-elsewhere (2)');

/** Which detections a record sets off, by their patterns. */
function detectionsOf(record: object): string[] {
  const ids = patterns
    .filter(({ pattern }) => parseFilterPattern(pattern).match(JSON.stringify(record)))
    .map(({ id }) => id);
  return [...new Set(ids)];
}

describe('the catalogue', () => {
  it.each([
    { record: goodDecrypt, event: 'a good decrypt', ids: ['kms-decrypt-volume'] },
    {
      record: failedDecrypt('InvalidCiphertextException'),
      event: 'a wrong key',
      ids: ['kms-errors-lab', 'kms-wrong-key', 'kms-wrong-key-burst', 'kms-wrong-key-slow'],
    },
    {
      record: failedDecrypt('IncorrectKeyException'),
      event: 'a record under another key',
      ids: ['kms-errors-lab', 'kms-key-mismatch'],
    },
    { record: deniedDecrypt(), event: 'a denied call', ids: ['kms-errors-lab', 'kms-denied'] },
    {
      record: failedDecrypt('ThrottlingException'),
      event: 'a throttled call',
      ids: ['kms-errors-lab', 'kms-throttled'],
    },
    { record: failedDecrypt('KMSInternalException'), event: 'an outage of KMS', ids: ['kms-errors-lab'] },
    { record: failedDecrypt('DisabledException'), event: 'a disabled key', ids: ['kms-errors-lab'] },
    {
      record: { ...goodDecrypt, sourceIPAddress: '203.0.113.66' },
      event: 'the role used from elsewhere',
      ids: ['kms-decrypt-volume', 'kms-use-elsewhere'],
    },
    { record: by(goodDecrypt, person), event: 'a person who decrypts', ids: ['kms-foreign-principal'] },
    { record: by(deniedDecrypt(), person), event: 'a person who may not', ids: ['kms-foreign-principal'] },
    {
      record: { ...by(goodDecrypt, person), eventName: 'ScheduleKeyDeletion' },
      event: 'a key about to be deleted',
      ids: ['kms-key-admin'],
    },
    {
      record: managementEvent({
        eventSource: 'cloudtrail.amazonaws.com',
        eventName: 'StopLogging',
        requestParameters: { name: 'keywatch-example-trail' },
      }),
      event: 'a trail that is stopped',
      ids: ['monitoring-tampered'],
    },
  ])('tells $event apart', ({ record, ids }) => {
    expect(detectionsOf(record)).toEqual(ids);
  });

  it('gives every detection an id of its own in kebab case', () => {
    const ids = detections.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(?:-[a-z]+)+$/.test(id))).toEqual([]);
  });

  it('has no id that is the tail of another, or alarms of the stacks "x" and "x-kms" could meet', () => {
    const ids = detections.map(({ id }) => id);
    expect(ids.filter((id) => ids.some((other) => other.endsWith(`-${id}`)))).toEqual([]);
  });

  it('gives every detection a metric of its own', () => {
    const names = detections.map(({ metric }) => metric.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('deploys the lab alone on request', () => {
    expect(detections.filter(({ deployment }) => deployment === 'lab').map(({ id }) => id)).toEqual([
      'kms-errors-lab',
    ]);
  });
});

describe.each(recordDetections)('$id', ({ alarm, metric, notifyRecovery, waiver }) => {
  it('breaks a rule about alarms only with a reason, and gives a reason only then', () => {
    const traps = [
      alarm.periodSeconds < 60,
      alarm.treatMissingData !== 'notBreaching',
      metric.defaultValue === undefined,
    ];
    expect(waiver !== undefined).toBe(traps.includes(true));
  });

  it('tells the recovery wherever the alarm can recover by itself', () => {
    expect(notifyRecovery).toBe(metric.defaultValue === 0);
  });
});

describe.each(detections)('$id', ({ alarm, attack, metric, severity }) => {
  it('has alarm settings that CloudWatch accepts', () => {
    expect(() => {
      validateAlarm({
        alarmName: 'a',
        alarmArn: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:a',
        namespace: 'n',
        metricName: metric.name,
        period: alarm.periodSeconds,
        ...alarm,
      });
    }).not.toThrow();
  });

  it('names techniques of MITRE ATT&CK unless no attack causes it', () => {
    expect(attack.filter((technique) => !/^T\d{4}(?:\.\d{3})?$/.test(technique))).toEqual([]);
    if (severity !== 'operational') expect(attack).not.toEqual([]);
  });
});
