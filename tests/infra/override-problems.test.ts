import { describe, expect, it } from 'vitest';
import { detections, type Detection } from '../../detections/index.ts';
import { thresholdProblems } from '../../infra/detection-overrides.ts';
import { problemsOf, someStack } from '../support/given-settings.ts';

const withOverrides = (overrides: object, changes: Record<string, string> = {}) =>
  problemsOf({ detections: JSON.stringify(overrides), ...changes });
const payments = 'arn:aws:iam::444455556666:role/app/payments';
const watching = { monitorRoleArns: JSON.stringify([payments]) };

describe('two detections that a stack gives the same name', () => {
  it('are told of their alarms, of which CloudWatch would keep one', () => {
    expect(
      withOverrides({ 'kms-denied': { alarmName: 'Ours' }, 'kms-throttled': { alarmName: 'Ours' } }),
    ).toEqual([
      'keywatch:detections gives kms-denied and kms-throttled the same alarm name, "Ours"; CloudWatch keeps one alarm of a name, so each takes its own.',
    ]);
  });

  it('are told of their metric filters, of which the log group would keep one', () => {
    expect(
      withOverrides({ 'kms-denied': { metricFilterName: 'f' }, 'kms-throttled': { metricFilterName: 'f' } }),
    ).toEqual([
      'keywatch:detections gives kms-denied and kms-throttled the same metric filter name, "f"; a log group keeps one filter of a name, so each takes its own.',
    ]);
  });

  it('are told of their metric, on which they would add up', () => {
    const metric = { metricName: 'Errors', metricNamespace: 'Ours' };
    expect(withOverrides({ 'kms-denied': metric, 'kms-throttled': metric })).toEqual([
      'keywatch:detections gives kms-denied and kms-throttled the same metric, "Errors" of "Ours"; what they count would add up, so each takes its own.',
    ]);
    expect(
      withOverrides({ 'kms-denied': metric, 'kms-throttled': { ...metric, metricName: 'Errors2' } }),
    ).toEqual([]);
    expect(
      withOverrides({ 'kms-denied': metric, 'kms-throttled': { ...metric, metricNamespace: 'Other' } }),
    ).toEqual([]);
  });

  it('are told once, however many roles are watched', () => {
    const overrides = { 'kms-denied': { alarmName: 'Ours' }, 'kms-throttled': { alarmName: 'Ours' } };
    expect(withOverrides(overrides, watching)).toEqual(withOverrides(overrides));
  });

  it('are told with all other problems', () => {
    const both = { alarmName: 'Ours', metricFilterName: 'f', metricName: 'm', metricNamespace: 'n' };
    const problems = withOverrides(
      { 'kms-denied': both, 'kms-throttled': { ...both, threshold: 0 } },
      { taskCpu: '300s', monitorRoleArns: JSON.stringify([payments, payments]) },
    );
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'keywatch:taskCpu',
      'keywatch:monitorRoleArns',
      'keywatch:detections.kms-throttled.threshold',
      'keywatch:detections',
      'keywatch:detections',
      'keywatch:detections',
    ]);
  });
});

describe('a name that something else has already', () => {
  it.each([
    ['another detection', 'keywatch-prod-kms-throttled', 'kms-throttled'],
    ['the health of the service', 'keywatch-prod-health-database-cpu', "an alarm on the service's health"],
    ['what explains alarms', 'keywatch-prod-evidence-failed', 'an alarm on what explains alarms'],
    ['what explains alarms, once more', 'keywatch-prod-evidence-lost', 'an alarm on what explains alarms'],
    ['the fast path', 'keywatch-prod-evidence-late', 'an alarm on what explains alarms'],
  ])('is refused for an alarm: %s', (_whose, alarmName, owner) => {
    expect(withOverrides({ 'kms-denied': { alarmName } })).toEqual([
      expect.stringContaining(` and ${owner} the same alarm name, "${alarmName}"; `),
    ]);
    const elsewhere = { ...someStack, stack: 'elsewhere' };
    expect(problemsOf({ detections: JSON.stringify({ 'kms-denied': { alarmName } }) }, elsewhere)).toEqual(
      [],
    );
  });

  it('is free where the stack does not have it', () => {
    // Their alarms are not called by a role as well.
    const overrides = {
      'monitoring-tampered': { alarmName: 'keywatch-prod-health-database-cpu' },
      'detection-silent': { alarmName: 'keywatch-prod-evidence-late' },
    };
    const withoutChannels = { ...watching, evidenceChannels: '[]', fastPath: 'false' };
    const monitoring = { 'monitoring-tampered': { alarmName: 'keywatch-prod-evidence-failed' } };
    expect(withOverrides(overrides)).toHaveLength(2);
    expect(withOverrides(overrides, { ...withoutChannels, deployApplication: 'false' })).toEqual([]);
    expect(withOverrides(monitoring)).toHaveLength(1);
    expect(withOverrides(monitoring, withoutChannels)).toEqual([]);
  });

  it('is refused for one of the filters of a detection with several', () => {
    expect(
      withOverrides({ 'kms-denied': { metricFilterName: 'keywatch-prod-kms-key-admin-storage' } }),
    ).toHaveLength(1);
  });

  it("is refused where another role's alarm gets it by its role", () => {
    const overrides = {
      'kms-denied': { alarmName: 'Ours' },
      'kms-foreign-principal': { alarmName: 'Ours-444455556666-payments' },
    };
    expect(withOverrides(overrides)).toEqual([]);
    expect(withOverrides(overrides, watching)).toHaveLength(1);
  });

  it("is refused for the metric of the service's own filter", () => {
    const overrides = { 'kms-denied': { metricName: 'RecordIntegrity' } };
    expect(withOverrides(overrides)).toEqual([
      'keywatch:detections gives kms-denied and an alarm on the service\'s health the same metric, "RecordIntegrity" of "Keywatch/keywatch-prod"; what they count would add up, so each takes its own.',
    ]);
    expect(withOverrides(overrides, { metricNamespace: 'Ours' })).toHaveLength(1);
    const ofNoRole = { 'monitoring-tampered': { metricName: 'RecordIntegrity' } };
    expect(withOverrides(ofNoRole)).toHaveLength(1);
    expect(withOverrides(ofNoRole, { ...watching, deployApplication: 'false' })).toEqual([]);
  });
});

describe('a threshold', () => {
  it.each([0, -1])('of %d is refused where an alarm goes off at it: it would never be OK', (threshold) => {
    expect(withOverrides({ 'kms-denied': { threshold } })).toEqual([
      `keywatch:detections.kms-denied.threshold is ${threshold}; its alarm goes off at this number and above, so it would never be OK: it takes a number above 0.`,
    ]);
  });

  it('below 0 is refused where an alarm goes off above it, 0 is not', () => {
    expect(withOverrides({ 'kms-errors-lab': { threshold: -1 } })).toEqual([
      'keywatch:detections.kms-errors-lab.threshold is -1; its alarm goes off above this number, so it would never be OK: it takes 0 or a number above.',
    ]);
    expect(withOverrides({ 'kms-errors-lab': { threshold: 0 } })).toEqual([]);
  });

  it('of 0 is refused where an alarm goes off below it: it never would', () => {
    expect(withOverrides({ 'detection-silent': { threshold: 0 } })).toEqual([
      'keywatch:detections.detection-silent.threshold is 0; its alarm goes off below this number, so it would never go off: it takes a number above 0.',
    ]);
  });

  it('may be any above, and is what the catalogue has', () => {
    expect(withOverrides({ 'kms-denied': { threshold: 0.5 }, 'detection-silent': { threshold: 7 } })).toEqual(
      [],
    );
    const own = (detection: Detection) => [detection.id, { threshold: detection.alarm.threshold }] as const;
    expect(thresholdProblems(Object.fromEntries(detections.map(own)))).toEqual([]);
  });
});
