import { beforeAll, describe, expect, it } from 'vitest';
import { detections } from '../../../detections/index.ts';
import { alarmDescription } from '../../../infra/detection-plan.ts';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';

let dev: DeclaredStack;
beforeAll(async () => {
  dev = await declaredStack('dev');
});

const taskRoleArn = 'arn:aws:iam::111122223333:role/keywatch-dev-task';
const topicArn = 'arn:aws:sns:ap-southeast-2:111122223333:pattern1-logging-topic';
const filter = (id: string) =>
  dev.resource('aws:cloudwatch/logMetricFilter:LogMetricFilter', `detections-${id}`).inputs;
const alarm = (id: string) =>
  dev.resource('aws:cloudwatch/metricAlarm:MetricAlarm', `detections-${id}`).inputs;

function descriptionOf(id: string): string {
  const detection = detections.find((candidate) => candidate.id === id);
  if (detection === undefined) throw new Error(`The catalogue has no ${id}.`);
  return alarmDescription(detection, taskRoleArn);
}

it("deploys the lab's filter and alarm with the lab's values in dev", () => {
  expect(filter('kms-errors-lab')).toEqual({
    name: 'pattern1-logging-metricfilter',
    logGroupName: '/keywatch/dev/trail',
    pattern: `{ $.errorCode = "*" && $.eventSource= "kms.amazonaws.com" && $.userIdentity.sessionContext.sessionIssuer.arn = "${taskRoleArn}" }`,
    metricTransformation: {
      namespace: 'Pattern1Application/KMSSecurity',
      name: 'KMSSecurityError',
      value: '1',
    },
  });
  expect(alarm('kms-errors-lab')).toEqual({
    alarmDescription: descriptionOf('kms-errors-lab'),
    name: 'Pattern1ApplicationKMSSecurityAlarm',
    namespace: 'Pattern1Application/KMSSecurity',
    metricName: 'KMSSecurityError',
    statistic: 'Sum',
    period: 10,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData: 'ignore',
    actionsEnabled: true,
    alarmActions: [topicArn],
    okActions: [],
  });
});

/** Error code, period, evaluation periods, datapoints to alarm, threshold. */
const standard = [
  ['kms-wrong-key', 'KmsWrongKey', 'InvalidCiphertext*', 60, 1, undefined, 1],
  ['kms-wrong-key-burst', 'KmsWrongKeyBurst', 'InvalidCiphertext*', 300, 1, undefined, 10],
  ['kms-wrong-key-slow', 'KmsWrongKeySlow', 'InvalidCiphertext*', 3600, 1, undefined, 5],
  ['kms-key-mismatch', 'KmsKeyMismatch', 'IncorrectKey*', 300, 1, undefined, 1],
  ['kms-denied', 'KmsDenied', 'AccessDenied*', 300, 1, undefined, 1],
  ['kms-throttled', 'KmsThrottled', 'Throttling*', 60, 5, 3, 1],
] as const;

describe.each(standard)(
  '%s',
  (id, metricName, errorCode, period, evaluationPeriods, datapointsToAlarm, threshold) => {
    it('counts its errors of the task role in the trail, and 0 for everything else', () => {
      expect(filter(id)).toEqual({
        name: `keywatch-dev-${id}`,
        logGroupName: '/keywatch/dev/trail',
        pattern: `{ $.eventSource = "kms.amazonaws.com" && $.errorCode = "${errorCode}" && $.userIdentity.sessionContext.sessionIssuer.arn = "${taskRoleArn}" && $.userIdentity.invokedBy NOT EXISTS }`,
        metricTransformation: {
          namespace: 'Keywatch/keywatch-dev',
          name: metricName,
          value: '1',
          defaultValue: '0',
        },
      });
    });

    it('tells the topic of the alarm and of the recovery', () => {
      const detection = detections.find((candidate) => candidate.id === id);
      if (detection === undefined) throw new Error(`The catalogue has no ${id}.`);
      expect(alarm(id)).toEqual({
        name: `keywatch-dev-${id}`,
        alarmDescription: descriptionOf(id),
        namespace: 'Keywatch/keywatch-dev',
        metricName,
        statistic: 'Sum',
        period,
        evaluationPeriods,
        ...(datapointsToAlarm === undefined ? {} : { datapointsToAlarm }),
        threshold,
        comparisonOperator: 'GreaterThanOrEqualToThreshold',
        treatMissingData: 'notBreaching',
        actionsEnabled: true,
        alarmActions: [topicArn],
        okActions: [topicArn],
      });
    });
  },
);

it('deploys every detection of the catalogue and nothing else', () => {
  const ids = detections.map(({ id }) => `detections-${id}`).sort();
  expect(
    dev
      .ofType('aws:cloudwatch/logMetricFilter:LogMetricFilter')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(ids);
  expect(
    dev
      .ofType('aws:cloudwatch/metricAlarm:MetricAlarm')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(ids);
});

describe('the topic', () => {
  it('is encrypted with a key that CloudWatch may use', () => {
    expect(dev.resource('aws:sns/topic:Topic', 'notifications-topic').inputs).toEqual({
      name: 'pattern1-logging-topic',
      kmsMasterKeyId: dev.resource('aws:kms/key:Key', 'keys-notifications-key').outputs['arn'],
    });
  });

  it('has no subscription where the stack names no address', () => {
    expect(dev.ofType('aws:sns/topicSubscription:TopicSubscription')).toEqual([]);
  });
});

it('shows every alarm and every metric with its threshold on the dashboard', () => {
  const { dashboardName, dashboardBody } = dev.resource(
    'aws:cloudwatch/dashboard:Dashboard',
    'dashboard-dashboard',
  ).inputs;
  const { widgets } = JSON.parse(String(dashboardBody)) as {
    widgets: { type: string; properties: Record<string, unknown> }[];
  };
  expect(dashboardName).toBe('keywatch-dev-dashboard');
  const alarms = (dev.outputs['alarmNames'] as string[]).map((name) =>
    dev.ofType('aws:cloudwatch/metricAlarm:MetricAlarm').find(({ outputs }) => outputs['name'] === name),
  );
  expect(alarms).toHaveLength(dev.ofType('aws:cloudwatch/metricAlarm:MetricAlarm').length);
  expect(widgets[0]?.properties['alarms']).toEqual(alarms.map((declared) => declared?.outputs['arn']));
  const shown = widgets.slice(1).map(({ properties }) => [properties['metrics'], properties['annotations']]);
  expect(shown).toEqual(
    alarms.map((declared) => [
      [[declared?.inputs['namespace'], declared?.inputs['metricName']]],
      { horizontal: [{ label: 'threshold', value: declared?.inputs['threshold'] }] },
    ]),
  );
});
