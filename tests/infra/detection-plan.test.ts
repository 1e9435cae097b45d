import { describe, expect, it } from 'vitest';
import { detections } from '../../detections/index.ts';
import { alarmDescription, maxAlarmDescriptionLength, planDetections } from '../../infra/detection-plan.ts';
import { Names } from '../../infra/names.ts';

const names = new Names('keywatch', 'prod', {
  partition: 'aws',
  accountId: '111122223333',
  region: 'us-east-1',
});
const taskRole = { arn: names.taskRoleArn, identity: undefined };
const defaults = { names, roles: [taskRole], metricNamespace: undefined, labAlarm: false, detections: {} };

describe('planning detections', () => {
  it('leaves out the alarm of the lab unless the stack asks for it', () => {
    const ids = planDetections(detections, defaults).map(({ detection }) => detection.id);
    expect(ids).toEqual(detections.map(({ id }) => id).filter((id) => id !== 'kms-errors-lab'));
    expect(planDetections(detections, { ...defaults, labAlarm: true })).toHaveLength(detections.length);
  });

  it('derives names and namespace from project and stack', () => {
    const planned = planDetections(detections, defaults).find(
      ({ detection }) => detection.id === 'kms-wrong-key',
    );
    expect(planned).toMatchObject({
      metricFilterName: 'keywatch-prod-kms-wrong-key',
      metricName: 'KmsWrongKey',
      metricNamespace: 'Keywatch/keywatch-prod',
      alarmName: 'keywatch-prod-kms-wrong-key',
      threshold: 1,
    });
  });

  it('lets the stack change names and threshold of one detection and no other', () => {
    const changes = {
      metricFilterName: 'f',
      metricName: 'm',
      metricNamespace: 'n',
      alarmName: 'a',
      threshold: 25,
    };
    const plan = planDetections(detections, { ...defaults, detections: { 'kms-wrong-key-burst': changes } });
    const unchanged = planDetections(detections, defaults);
    expect(plan.find(({ detection }) => detection.id === 'kms-wrong-key-burst')).toMatchObject(changes);
    expect(plan.filter(({ alarmName }) => alarmName !== 'a')).toEqual(
      unchanged.filter(({ detection }) => detection.id !== 'kms-wrong-key-burst'),
    );
  });

  it("prefers a detection's own namespace to the stack's", () => {
    const plan = planDetections(detections, {
      ...defaults,
      metricNamespace: 'Stack',
      detections: { 'kms-denied': { metricNamespace: 'Own' } },
    });
    const namespaces = plan.map(({ detection, metricNamespace }) => [detection.id, metricNamespace]);
    expect(Object.fromEntries(namespaces)).toMatchObject({ 'kms-denied': 'Own', 'kms-throttled': 'Stack' });
  });
});

describe('planning for several roles', () => {
  const other = { arn: 'arn:aws:iam::444455556666:role/app/payments', identity: '444455556666-payments' };
  const plan = planDetections(detections, {
    ...defaults,
    roles: [taskRole, other],
    detections: { 'kms-denied': { metricFilterName: 'f', metricName: 'm', alarmName: 'a', threshold: 9 } },
  });
  const ofRole = (role: object) => plan.filter((planned) => planned.role === role);

  it('gives each role every detection', () => {
    expect(ofRole(other).map(({ detection }) => detection.id)).toEqual(
      ofRole(taskRole).map(({ detection }) => detection.id),
    );
    expect(plan).toHaveLength(2 * ofRole(taskRole).length);
  });

  it('shares no filter, metric or alarm between them, not even where the stack names it', () => {
    for (const key of ['metricFilterName', 'metricName', 'alarmName'] as const) {
      expect(new Set(plan.map((planned) => planned[key])).size).toBe(plan.length);
    }
    expect(ofRole(other).find(({ detection }) => detection.id === 'kms-denied')).toMatchObject({
      metricFilterName: 'f-444455556666-payments',
      metricName: 'm-444455556666-payments',
      alarmName: 'a-444455556666-payments',
      threshold: 9,
    });
  });

  it("leaves the names of the stack's own application as they are without the others", () => {
    expect(ofRole(taskRole)).toEqual(
      planDetections(detections, {
        ...defaults,
        detections: {
          'kms-denied': { metricFilterName: 'f', metricName: 'm', alarmName: 'a', threshold: 9 },
        },
      }),
    );
  });
});

describe("an alarm's description", () => {
  const longRoleArn = `arn:aws-us-gov:iam::111122223333:role/service-role/${'x'.repeat(64)}`;

  it.each(detections)('of $id fits into what CloudWatch allows', (detection) => {
    expect(alarmDescription(detection, longRoleArn).length).toBeLessThanOrEqual(maxAlarmDescriptionLength);
  });

  it('says how urgent it is, what happened, what to do and to whom', () => {
    const [detection] = detections;
    if (detection === undefined) throw new Error('The catalogue is empty.');
    const short = {
      ...detection,
      severity: 'page',
      title: 'Title',
      meaning: 'Meaning.',
      runbook: ['First.', 'Then.'],
    } as const;
    expect(alarmDescription(short, taskRole.arn)).toBe(
      '[page] Title\nMeaning.\n1. First.\n2. Then.\nRole: arn:aws:iam::111122223333:role/keywatch-prod-task',
    );
  });
});
