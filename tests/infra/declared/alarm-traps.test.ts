import { beforeAll, describe, expect, it } from 'vitest';
import { detections } from '../../../detections/index.ts';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';

/**
 * Ways in which others' alarms stayed silent or cried wolf, none of them an error on AWS. They hold for whatever is
 * declared, so that a new detection can't fall into one.
 */
const alarmType = 'aws:cloudwatch/metricAlarm:MetricAlarm';
const waived = new Set(
  detections.flatMap(({ id, waiver }) => (waiver === undefined ? [] : [`detections-${id}`])),
);

describe.each(['dev', 'prod', 'monitor'])('%s', (name) => {
  let stack: DeclaredStack;
  beforeAll(async () => {
    stack = await declaredStack(name);
  });
  const filters = () => stack.ofType('aws:cloudwatch/logMetricFilter:LogMetricFilter');
  const alarms = () => stack.ofType(alarmType);
  const transformation = (filter: { inputs: Readonly<Record<string, unknown>> }) =>
    filter.inputs['metricTransformation'] as Record<string, unknown>;
  const broken = (resources: readonly { name: string }[]): string[] =>
    resources.map((resource) => resource.name);
  const expectedBroken = () => broken(alarms().filter((alarm) => waived.has(alarm.name)));

  it('asks a one-minute metric every minute at most, but for what is waived', () => {
    const subMinute = alarms().filter(({ inputs }) => Number(inputs['period']) % 60 !== 0);
    expect(broken(subMinute)).toEqual(expectedBroken());
  });

  it('takes missing data for peace, but for what is waived and for what waits for silence', () => {
    const others = alarms().filter(({ inputs }) => inputs['treatMissingData'] !== 'notBreaching');
    const deadMans = [
      'detections-detection-silent',
      ...(name === 'monitor' ? [] : ['health-no-healthy-target']),
    ];
    expect(broken(others)).toEqual([...expectedBroken(), ...deadMans]);
    for (const alarm of deadMans) {
      expect(stack.resource(alarmType, alarm).inputs).toMatchObject({
        treatMissingData: 'breaching',
        comparisonOperator: 'LessThanThreshold',
      });
    }
    const withoutZero = filters().filter((filter) => transformation(filter)['defaultValue'] !== '0');
    expect(broken(withoutZero)).toEqual(expectedBroken());
  });

  it('takes no error for any other: no filter counts every errorCode, but for what is waived', () => {
    const anyError = filters().filter(({ inputs }) => /errorCode\s*=\s*"\*"/.test(String(inputs['pattern'])));
    expect(broken(anyError)).toEqual(expectedBroken());
  });

  it('looks at one AWS service in every filter on the trail: others have events of the same names', () => {
    const ofTrail = filters().filter(
      ({ inputs }) => inputs['logGroupName'] === stack.outputs['trailLogGroupName'],
    );
    const others = ofTrail.filter(
      ({ inputs }) =>
        String(inputs['pattern']).match(/eventSource\s*= "[a-z0-9]+\.amazonaws\.com"/g)?.length !== 1,
    );
    expect(ofTrail.length).toBeGreaterThan(10);
    expect(broken(others)).toEqual([]);
  });

  it('gives no metric a dimension: CloudWatch disables a filter whose dimensions take too many values', () => {
    expect(broken(filters().filter((filter) => transformation(filter)['dimensions'] !== undefined))).toEqual(
      [],
    );
  });

  it('stays within 100 filters on a log group and 1,024 characters in a pattern', () => {
    expect(filters().length).toBeGreaterThan(5);
    expect(filters().length).toBeLessThanOrEqual(100);
    expect(broken(filters().filter(({ inputs }) => String(inputs['pattern']).length > 1024))).toEqual([]);
  });

  it('tells every alarm to a topic of the stack, with actions enabled', () => {
    const topicArn = stack.outputs['alarmTopicArn'];
    for (const { inputs } of alarms()) {
      expect(inputs).toMatchObject({ actionsEnabled: true, alarmActions: [topicArn] });
    }
  });

  it("encrypts the topic with a key of the stack that CloudWatch may use, never with SNS's own", () => {
    const [topic] = stack.ofType('aws:sns/topic:Topic');
    const key = stack
      .ofType('aws:kms/key:Key')
      .find(({ outputs }) => outputs['arn'] === topic?.inputs['kmsMasterKeyId']);
    const { Statement } = JSON.parse(String(key?.inputs['policy'])) as {
      Statement: { Principal: { Service?: string | string[] }; Action: unknown; Condition: unknown }[];
    };
    const ofAlarms = Statement.filter(({ Principal }) =>
      [Principal.Service].flat().includes('cloudwatch.amazonaws.com'),
    );
    expect(ofAlarms).toEqual([
      expect.objectContaining({
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      }),
    ]);
  });

  it('leaves neither KMS nor read events out of a trail of its own', () => {
    for (const { inputs } of stack.ofType('aws:cloudtrail/trail:Trail')) {
      expect(inputs).toMatchObject({
        enableLogging: true,
        eventSelectors: [
          { readWriteType: 'All', includeManagementEvents: true, excludeManagementEventSources: [] },
        ],
      });
    }
    expect(stack.ofType('aws:cloudtrail/trail:Trail')).toHaveLength(name === 'monitor' ? 0 : 1);
  });
});

it.each(['prod', 'monitor'])('mails the alarms of %s to somebody', async (name) => {
  const stack = await declaredStack(name);
  expect(
    stack.ofType('aws:sns/topicSubscription:TopicSubscription').map(({ inputs }) => inputs['topic']),
  ).toEqual([stack.outputs['alarmTopicArn']]);
});
