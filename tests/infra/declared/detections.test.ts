import { beforeAll, describe, expect, it } from 'vitest';
import { detections, requestLogQuery } from '../../../detections/index.ts';
import { alarmDescription } from '../../../infra/alarm-description.ts';
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

const queryOf = (id: string) =>
  dev.resource('aws:cloudwatch/queryDefinition:QueryDefinition', `queries-${id}`).inputs;

function descriptionOf(id: string, about = `Role: ${taskRoleArn}`): string {
  const detection = detections.find((candidate) => candidate.id === id);
  if (detection === undefined) throw new Error(`The catalogue has no ${id}.`);
  return alarmDescription(detection, { about, queryName: `keywatch/dev/${id}` });
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

/** Those that ask for more than an error code, by what their pattern says beside who it was. */
const wholePatterns = [
  [
    'kms-decrypt-volume',
    'KmsDecryptVolume',
    300,
    1000,
    '($.eventName = "Decrypt" && $.errorCode NOT EXISTS)',
  ],
  [
    'kms-use-elsewhere',
    'KmsUseElsewhere',
    60,
    1,
    '($.sourceIPAddress NOT EXISTS || $.sourceIPAddress != "NAT" || $.vpcEndpointId = "*")',
  ],
] as const;

describe.each(wholePatterns)('%s', (id, metricName, period, threshold, asked) => {
  it('counts calls of the task role in the trail, and 0 for everything else', () => {
    const [gateway] = dev.resource('awsx:ec2:Vpc', 'network-vpc').outputs['natGateways'] as [
      { publicIp: string },
    ];
    const what = asked.replace('NAT', gateway.publicIp).replace(/^\((.* && .*)\)$/, '$1');
    expect(filter(id)).toMatchObject({
      pattern: `{ $.eventSource = "kms.amazonaws.com" && ${what} && $.userIdentity.sessionContext.sessionIssuer.arn = "${taskRoleArn}" && $.userIdentity.invokedBy NOT EXISTS }`,
      metricTransformation: { name: metricName, defaultValue: '0' },
    });
    expect(alarm(id)).toMatchObject({ metricName, period, threshold, treatMissingData: 'notBreaching' });
  });
});

describe('detections of several subjects', () => {
  const filtersOf = (metricName: string) =>
    dev
      .ofType('aws:cloudwatch/logMetricFilter:LogMetricFilter')
      .filter(
        ({ inputs }) => (inputs['metricTransformation'] as Record<string, unknown>)['name'] === metricName,
      );

  it('kms-key-admin: a filter for each KMS key of the stack, all on the metric of its one alarm', () => {
    const keyArns = dev.ofType('aws:kms/key:Key').map(({ outputs }) => String(outputs['arn']));
    const patterns = filtersOf('KmsKeyAdmin').map(({ inputs }) => String(inputs['pattern']));
    expect(patterns).toHaveLength(4);
    expect(keyArns.filter((arn) => patterns.some((pattern) => pattern.includes(`ARN = "${arn}"`)))).toEqual(
      keyArns,
    );
    const aliases = dev.ofType('aws:kms/alias:Alias').map(({ outputs }) => String(outputs['arn']));
    expect(aliases.filter((arn) => patterns.some((pattern) => pattern.includes(`ARN = "${arn}"`)))).toEqual(
      aliases,
    );
    expect(alarm('kms-key-admin')).toMatchObject({
      metricName: 'KmsKeyAdmin',
      alarmDescription: descriptionOf('kms-key-admin', 'Keys: application, storage, audit, notifications'),
    });
  });

  it('kms-foreign-principal: the application key, for all but the task role', () => {
    const [own, ...others] = filtersOf('KmsForeignPrincipal');
    expect(others).toEqual([]);
    expect(own?.inputs['pattern']).toContain(`$.resources[*].ARN = "${String(dev.outputs['kmsKeyArn'])}"`);
    expect(own?.inputs['pattern']).toContain(
      '($.userIdentity.arn NOT EXISTS || $.userIdentity.arn != "arn:aws:sts::111122223333:assumed-role/keywatch-dev-task/*")',
    );
  });

  it('monitoring-tampered: each part of the monitoring that the stack declares', () => {
    const patterns = filtersOf('MonitoringTampered').map(({ inputs }) => String(inputs['pattern']));
    const namesOf = (type: string): string[] => dev.ofType(type).map(({ inputs }) => String(inputs['name']));
    const [bucket] = dev.ofType('aws:cloudtrail/trail:Trail').map(({ inputs }) => inputs['s3BucketName']);
    const logGroups = namesOf('aws:cloudwatch/logGroup:LogGroup').map((name) =>
      name.replace(/^(\/aws\/rds\/instance\/keywatch-dev-database\/).*/, '$1*'),
    );
    const wanted = [
      ['logGroupName', [...new Set(logGroups)]],
      ['name', [String(dev.outputs['trailArn'])]],
      ['bucketName', [String(bucket)]],
      ['alarmName', ['Pattern1ApplicationKMSSecurityAlarm']],
      ['topicArn', [topicArn]],
      ['functionName', namesOf('aws:lambda/function:Function')],
      ['queueUrl', namesOf('aws:sqs/queue:Queue').map((name) => `*/${name}`)],
      ['tableName', namesOf('aws:dynamodb/table:Table')],
      ['rule', ['keywatch-dev-*']],
    ].flatMap(([field, values]) =>
      [values].flat().map((value) => `$.requestParameters.${String(field)} = "${value}"`),
    );
    const rules = namesOf('aws:cloudwatch/eventRule:EventRule');
    expect(rules.filter((name) => !name.startsWith('keywatch-dev-'))).toEqual([]);
    expect(wanted.filter((clause) => !patterns.some((pattern) => pattern.includes(clause)))).toEqual([]);
    const [trail] = dev.ofType('aws:cloudtrail/trail:Trail');
    const [explaining] = dev.ofType('aws:lambda/function:Function');
    const roleNames = [trail?.inputs['cloudWatchLogsRoleArn'], explaining?.inputs['role']].map((arn) =>
      String(arn).replace(/^.*\//, ''),
    );
    const ofRoles = patterns.find((pattern) => pattern.includes('"iam.amazonaws.com"'));
    expect(roleNames.filter((name) => !ofRoles?.includes(`roleName = "${name}"`))).toEqual([]);
    expect(patterns).toHaveLength(wanted.length + ['alarms', 'roles'].length);
    const beginning = /alarmName = "(keywatch-dev-)\*"/.exec(patterns.join(' '))?.[1] ?? 'none';
    const names = (dev.outputs['alarmNames'] as string[]).filter((name) => !name.startsWith(beginning));
    expect(names).toEqual(['Pattern1ApplicationKMSSecurityAlarm']);
  });
});

it('waits for silence in the log group of the trail, on the metric that CloudWatch Logs keeps', () => {
  expect(alarm('detection-silent')).toEqual({
    name: 'keywatch-dev-detection-silent',
    alarmDescription: descriptionOf('detection-silent', 'Log group: /keywatch/dev/trail'),
    namespace: 'AWS/Logs',
    metricName: 'IncomingLogEvents',
    dimensions: { LogGroupName: '/keywatch/dev/trail' },
    statistic: 'Sum',
    period: 300,
    evaluationPeriods: 12,
    threshold: 1,
    comparisonOperator: 'LessThanThreshold',
    treatMissingData: 'breaching',
    actionsEnabled: true,
    alarmActions: [topicArn],
    okActions: [topicArn],
  });
});

it('deploys every detection of the catalogue and no other alarm but those of health and of what explains them', () => {
  const alarms = dev
    .ofType('aws:cloudwatch/metricAlarm:MetricAlarm')
    .map(({ name }) => name)
    .filter((name) => !/^(?:health|evidence)-/.test(name));
  expect(alarms.sort()).toEqual(detections.map(({ id }) => `detections-${id}`).sort());
});

describe('the saved queries', () => {
  it('are one for each detection, over the log group of the trail', () => {
    for (const { id } of detections) {
      expect(queryOf(id)).toMatchObject({
        name: `keywatch/dev/${id}`,
        logGroupNames: ['/keywatch/dev/trail'],
      });
    }
    const inExpression = String(dev.outputs['kmsKeyArn']).replaceAll('/', String.raw`\/`);
    expect(queryOf('kms-key-admin')['queryString']).toContain(inExpression);
  });

  it('and one over the service log, which leads from a KMS request to its client', () => {
    expect(queryOf('requests')).toEqual({
      name: 'keywatch/dev/requests-by-kms-request-id',
      queryString: requestLogQuery,
      logGroupNames: ['/keywatch/dev/service'],
    });
  });
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
