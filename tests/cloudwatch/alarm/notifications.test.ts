import { describe, expect, it } from 'vitest';
import {
  buildAlarmStateChangeEvent,
  buildEmailBody,
  buildSnsMessage,
  buildSnsPublication,
  buildSnsSubject,
  createAlarm,
  regionName,
  type AlarmDeclaration,
  type AlarmTransition,
} from '../../../cloudwatch/alarm/index.ts';
import { stubMetric, wrongKeyAlarm } from '../../support/cloudwatch/alarm-fixtures.ts';

const created = Date.parse('2026-09-14T05:51:00.000Z');
const evaluated = Date.parse('2026-09-14T05:51:48.775Z');
const topic = 'arn:aws:sns:us-east-1:111122223333:alerts';

function transitionOf(changes: Partial<AlarmDeclaration> = {}): AlarmTransition {
  const alarmName = changes.alarmName ?? 'my-alarm';
  const alarm = createAlarm(
    {
      ...wrongKeyAlarm,
      alarmName,
      alarmArn: `arn:aws:cloudwatch:us-east-1:111122223333:alarm:${alarmName}`,
      namespace: 'n',
      metricName: 'm',
      statistic: 'Average',
      threshold: 21,
      comparisonOperator: 'GreaterThanThreshold',
      dimensions: { InstanceId: 'abc' },
      datapointsToAlarm: 1,
      alarmActions: [topic],
      okActions: [],
      ...changes,
    },
    { createdMs: created },
  );
  const transition = alarm.evaluate(
    evaluated,
    stubMetric(new Map([[Date.parse('2026-09-14T05:50:00Z'), 21.5]])),
  );
  if (transition === undefined) throw new Error('The alarm must change its state.');
  return transition;
}

describe('the SNS message', () => {
  it('is written as CloudWatch writes it, key by key', () => {
    expect(buildSnsMessage(transitionOf())).toBe(
      '{"AlarmName":"my-alarm","AlarmDescription":null,"AWSAccountId":"111122223333","AlarmConfigurationUpdatedTimestamp":"2026-09-14T05:51:00.000+0000",' +
        '"NewStateValue":"ALARM","NewStateReason":"Threshold Crossed: 1 out of the last 1 datapoints [21.5 (14/09/26 05:50:00)] was greater than the threshold (21.0) (minimum 1 datapoint for OK -> ALARM transition).",' +
        '"StateChangeTime":"2026-09-14T05:51:48.775+0000","Region":"US East (N. Virginia)","AlarmArn":"arn:aws:cloudwatch:us-east-1:111122223333:alarm:my-alarm",' +
        '"OldStateValue":"INSUFFICIENT_DATA","ActionExecutedAfterMuteWindow":false,"OKActions":[],"AlarmActions":["arn:aws:sns:us-east-1:111122223333:alerts"],' +
        '"InsufficientDataActions":[],' +
        '"Trigger":{"MetricName":"m","Namespace":"n","StatisticType":"Statistic","Statistic":"AVERAGE","Unit":null,' +
        '"Dimensions":[{"value":"abc","name":"InstanceId"}],"Period":60,"EvaluationPeriods":1,"DatapointsToAlarm":1,' +
        '"ComparisonOperator":"GreaterThanThreshold","Threshold":21.0,"TreatMissingData":"notBreaching","EvaluateLowSampleCountPercentile":""}}',
    );
  });

  it('leaves DatapointsToAlarm out when it is not declared', () => {
    expect(JSON.parse(buildSnsMessage(transitionOf({ datapointsToAlarm: undefined })))).not.toHaveProperty(
      'Trigger.DatapointsToAlarm',
    );
  });

  it('tells description, unit and treatment of missing data', () => {
    const message = JSON.parse(
      buildSnsMessage(transitionOf({ alarmDescription: 'd', treatMissingData: undefined, unit: 'Count' })),
    ) as unknown;

    expect(message).toMatchObject({
      AlarmDescription: 'd',
      Trigger: { TreatMissingData: 'missing', Unit: 'Count' },
    });
  });

  it.each([
    ['Sum', 'SUM'],
    ['Maximum', 'MAXIMUM'],
    ['SampleCount', 'SAMPLE_COUNT'],
  ] as const)('writes %s as %s', (statistic, written) => {
    expect(JSON.parse(buildSnsMessage(transitionOf({ statistic })))).toMatchObject({
      Trigger: { Statistic: written },
    });
  });
});

describe('the subject', () => {
  it('names state, alarm and region', () => {
    expect(buildSnsSubject(transitionOf())).toBe('ALARM: "my-alarm" in US East (N. Virginia)');
  });

  it('shortens a long name to a hundred characters in all, as recorded', () => {
    const alarmName = `stackd-native-cw-sns-4b229becf207-ascii-${'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.repeat(5)}`;

    expect(buildSnsSubject(transitionOf({ alarmName }))).toBe(
      'ALARM: "stackd-native-cw-sns-4b229becf207-ascii-ABCDEFGHIJKLMNOPQRSTUVW..." in US East (N. Virginia)',
    );
  });

  it('keeps a name that just fits', () => {
    const room = 100 - 'ALARM: "" in US East (N. Virginia)'.length;
    const [fits, tooLong] = [room, room + 1].map((length) =>
      buildSnsSubject(transitionOf({ alarmName: 'x'.repeat(length) })),
    );

    expect(fits).toBe(`ALARM: "${'x'.repeat(room)}" in US East (N. Virginia)`);
    expect(tooLong).toBe(`ALARM: "${'x'.repeat(room - 3)}..." in US East (N. Virginia)`);
  });

  it('puts one underscore for a run of characters beyond ASCII, as recorded', () => {
    expect(buildSnsSubject(transitionOf({ alarmName: `unicode-${'界é'.repeat(100)}` }))).toBe(
      'ALARM: "unicode-_" in US East (N. Virginia)',
    );
  });
});

describe('the e-mail', () => {
  it("has CloudWatch's layout", () => {
    expect(buildEmailBody(transitionOf({ alarmDescription: 'Somebody tries keys', unit: 'Percent' }))).toBe(
      [
        'You are receiving this email because your Amazon CloudWatch Alarm "my-alarm" in the US East (N. Virginia) region has entered the ALARM state, because "Threshold Crossed: 1 out of the last 1 datapoints [21.5 (14/09/26 05:50:00)] was greater than the threshold (21.0) (minimum 1 datapoint for OK -> ALARM transition)." at "Monday 14 September, 2026 05:51:48 UTC".',
        '',
        'View this alarm in the AWS Management Console:',
        'https://us-east-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=us-east-1#alarmsV2:alarm/my-alarm',
        '',
        'Alarm Details:',
        '- Name:                       my-alarm',
        '- Description:                Somebody tries keys',
        '- State Change:               INSUFFICIENT_DATA -> ALARM',
        '- Reason for State Change:    Threshold Crossed: 1 out of the last 1 datapoints [21.5 (14/09/26 05:50:00)] was greater than the threshold (21.0) (minimum 1 datapoint for OK -> ALARM transition).',
        '- Timestamp:                  Monday 14 September, 2026 05:51:48 UTC',
        '- AWS Account:                111122223333',
        '- Alarm Arn:                  arn:aws:cloudwatch:us-east-1:111122223333:alarm:my-alarm',
        '',
        'Threshold:',
        '- The alarm is in the ALARM state when the metric is GreaterThanThreshold 21.0 for at least 1 of the last 1 period(s) of 60 seconds. ',
        '',
        'Monitored Metric:',
        '- MetricNamespace:                     n',
        '- MetricName:                          m',
        '- Dimensions:                          [InstanceId = abc]',
        '- Period:                              60 seconds',
        '- Statistic:                           Average',
        '- Unit:                                Percent',
        '- TreatMissingData:                    notBreaching',
        '',
        '',
        'State Change Actions:',
        '- OK: ',
        '- ALARM: [arn:aws:sns:us-east-1:111122223333:alerts]',
        '- INSUFFICIENT_DATA: ',
        '',
      ].join('\n'),
    );
  });

  it('says what was not declared', () => {
    const body = buildEmailBody(
      transitionOf({ dimensions: undefined, treatMissingData: undefined, datapointsToAlarm: undefined }),
    );

    expect(body).toContain('- Description:                \n');
    expect(body).toContain('- Dimensions:                          \n');
    expect(body).toContain('- Unit:                                not specified\n');
    expect(body).toContain('- TreatMissingData:                    missing\n');
    expect(body).toContain('for at least 1 of the last 1 period(s)');
  });

  it('escapes the name in the link only', () => {
    const body = buildEmailBody(transitionOf({ alarmName: 'a b/界' }));

    expect(body).toContain('#alarmsV2:alarm/a%20b%2F%E7%95%8C\n');
    expect(body).toContain('- Name:                       a b/界\n');
  });
});

describe('the publication', () => {
  it('carries a text for each protocol', () => {
    const transition = transitionOf();
    const { Subject, MessageStructure, Message } = buildSnsPublication(transition);

    expect(Subject).toBe(buildSnsSubject(transition));
    expect(MessageStructure).toBe('json');
    expect(JSON.parse(Message)).toEqual({
      default: buildSnsMessage(transition),
      sms: Subject,
      email: buildEmailBody(transition),
    });
  });
});

describe('the EventBridge event', () => {
  it('has the shape of an alarm state change', () => {
    const transition = transitionOf({ alarmDescription: 'd' });

    expect(buildAlarmStateChangeEvent(transition, { eventId: 'event', metricId: 'metric' })).toEqual({
      version: '0',
      id: 'event',
      'detail-type': 'CloudWatch Alarm State Change',
      source: 'aws.cloudwatch',
      account: '111122223333',
      time: '2026-09-14T05:51:48Z',
      region: 'us-east-1',
      resources: ['arn:aws:cloudwatch:us-east-1:111122223333:alarm:my-alarm'],
      detail: {
        alarmName: 'my-alarm',
        state: {
          value: 'ALARM',
          reason: transition.state.reason,
          reasonData: transition.state.reasonData,
          timestamp: '2026-09-14T05:51:48.775+0000',
        },
        previousState: {
          value: 'INSUFFICIENT_DATA',
          reason: 'Unchecked: Initial alarm creation',
          timestamp: '2026-09-14T05:51:00.000+0000',
        },
        configuration: {
          description: 'd',
          metrics: [
            {
              id: 'metric',
              metricStat: {
                metric: { namespace: 'n', name: 'm', dimensions: { InstanceId: 'abc' } },
                period: 60,
                stat: 'Average',
              },
              returnData: true,
            },
          ],
        },
      },
    });
  });

  it('leaves a description out that was not declared', () => {
    const event = buildAlarmStateChangeEvent(transitionOf(), { eventId: 'event', metricId: 'metric' });

    expect('description' in event.detail.configuration).toBe(false);
  });
});

describe('the name of a region', () => {
  it.each([
    ['us-east-1', 'US East (N. Virginia)'],
    ['ap-southeast-2', 'Asia Pacific (Sydney)'],
    ['eu-west-1', 'EU (Ireland)'],
    ['xx-nowhere-9', 'xx-nowhere-9'],
  ])('%s is %s', (code, name) => {
    expect(regionName(code)).toBe(name);
  });
});
