import type {
  AlarmHistoryItem as SdkAlarmHistoryItem,
  MetricAlarm as SdkMetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { createAlarm, type AlarmDeclaration } from '../../../cloudwatch/alarm/index.ts';
import { stubMetric, wrongKeyAlarm } from '../../support/cloudwatch/alarm-fixtures.ts';

const created = Date.parse('2026-01-01T12:00:00.500Z');
const minuteStart = Date.parse('2026-01-01T12:00:00Z');
const evaluated = Date.parse('2026-01-01T12:01:01.000Z');
const breach = stubMetric(new Map([[minuteStart, 1]]));
const good = stubMetric(new Map([[minuteStart, 0]]));
const nothing = stubMetric(new Map());
const create = (changes: Partial<AlarmDeclaration> = {}): ReturnType<typeof createAlarm> =>
  createAlarm({ ...wrongKeyAlarm, ...changes }, { createdMs: created });

describe('an alarm', () => {
  it('begins in INSUFFICIENT_DATA', () => {
    expect(create().state).toEqual({
      value: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      updatedMs: created,
    });
  });

  it('is refused when CloudWatch would refuse its declaration', () => {
    expect(() => create({ period: 15 })).toThrow('period is 15 seconds');
  });

  it('goes into ALARM when the minute that just ended breaches, and runs its alarm actions', () => {
    const transition = create().evaluate(evaluated, breach);

    expect(transition?.previousState.value).toBe('INSUFFICIENT_DATA');
    expect(transition?.state).toMatchObject({ value: 'ALARM', updatedMs: evaluated });
    expect(transition?.state.reason).toBe(
      'Threshold Crossed: 1 datapoint [1.0 (01/01/26 12:00:00)] was greater than or equal to the threshold (1.0).',
    );
    expect(transition?.actions).toEqual(['arn:aws:sns:ap-southeast-2:111122223333:alerts']);
  });

  it('does not look at the minute that is not over', () => {
    expect(create().evaluate(Date.parse('2026-01-01T12:00:59.999Z'), breach)?.state.value).toBe('OK');
  });

  it('keeps reason and timestamps while its state is confirmed', () => {
    const alarm = create();
    alarm.evaluate(evaluated, breach);
    const before = alarm.state;

    expect(alarm.evaluate(evaluated + 5000, stubMetric(new Map([[minuteStart, 7]])))).toBeUndefined();
    expect(alarm.state).toBe(before);
  });

  it('runs its OK actions on recovery', () => {
    const alarm = create();
    alarm.evaluate(evaluated, breach);
    const transition = alarm.evaluate(
      evaluated + 60_000,
      stubMetric(
        new Map([
          [minuteStart, 1],
          [minuteStart + 60_000, 0],
        ]),
      ),
    );

    expect(transition?.state.value).toBe('OK');
    expect(transition?.actions).toEqual(['arn:aws:sns:ap-southeast-2:111122223333:recoveries']);
  });

  it('runs its insufficient data actions', () => {
    const alarm = create({
      treatMissingData: 'missing',
      insufficientDataActions: ['arn:aws:sns:x:1:unknown'],
    });
    alarm.evaluate(evaluated, good);

    expect(alarm.evaluate(evaluated + 600_000, nothing)?.actions).toEqual(['arn:aws:sns:x:1:unknown']);
  });

  it('changes its state but runs no actions when they are disabled', () => {
    const transition = create({ actionsEnabled: false }).evaluate(evaluated, breach);

    expect(transition?.state.value).toBe('ALARM');
    expect(transition?.actions).toEqual([]);
  });

  it('asks for its own metric, statistic, unit and period over a range that ends with the last minute', () => {
    const queries: unknown[] = [];
    create({
      dimensions: { a: 'b' },
      unit: 'Count',
      period: 300,
      evaluationPeriods: 2,
      statistic: 'Maximum',
    }).evaluate(Date.parse('2026-01-01T17:04:40Z'), { datapoints: (query) => (queries.push(query), []) });

    expect(queries).toEqual([
      {
        namespace: 'Keywatch/test',
        name: 'KmsWrongKey',
        dimensions: { a: 'b' },
        unit: 'Count',
        statistic: 'Maximum',
        periodSeconds: 300,
        startMs: Date.parse('2026-01-01T16:44:00Z'),
        periods: 4,
      },
    ]);
  });

  it('never looks at fewer periods than decide', () => {
    const alarm = createAlarm(
      { ...wrongKeyAlarm, evaluationPeriods: 4 },
      { createdMs: 0, evaluationRange: 1 },
    );
    const periods: number[] = [];
    alarm.evaluate(evaluated, { datapoints: (query) => (periods.push(query.periods), []) });

    expect(periods).toEqual([4]);
  });
});

describe('SetAlarmState', () => {
  it('changes the state, runs actions and holds until the next evaluation', () => {
    const alarm = create();
    const transition = alarm.setState(evaluated, { value: 'ALARM', reason: 'testing' });

    expect(transition?.actions).toEqual(['arn:aws:sns:ap-southeast-2:111122223333:alerts']);
    expect(alarm.state).toEqual({ value: 'ALARM', reason: 'testing', updatedMs: evaluated });
    expect(alarm.evaluate(evaluated + 1, good)?.state.value).toBe('OK');
  });

  it('does nothing when the alarm is in that state', () => {
    const alarm = create();

    expect(alarm.setState(evaluated, { value: 'INSUFFICIENT_DATA', reason: 'testing' })).toBeUndefined();
    expect(alarm.state.reason).toBe('Unchecked: Initial alarm creation');
  });
});

describe('the history of an alarm', () => {
  it('begins with its creation', () => {
    const [item] = create({
      treatMissingData: 'notBreaching',
      dimensions: { Operation: 'Decrypt' },
    }).history();

    expect(item).toMatchObject({
      AlarmName: 'kms-wrong-key',
      AlarmType: 'MetricAlarm',
      Timestamp: new Date(created),
      HistoryItemType: 'ConfigurationUpdate',
      HistorySummary: 'Alarm "kms-wrong-key" created',
    });
    expect(item?.HistoryData).toBe(
      '{"version":"1.0","type":"Create","createdAlarm":{"alarmName":"kms-wrong-key","alarmArn":"arn:aws:cloudwatch:ap-southeast-2:111122223333:alarm:kms-wrong-key","alarmConfigurationUpdatedTimestamp":"2026-01-01T12:00:00.500+0000","namespace":"Keywatch/test","metricName":"KmsWrongKey","statistic":"Sum","period":60,"dimensions":[{"value":"Decrypt","name":"Operation"}],"threshold":1.0,"comparisonOperator":"GreaterThanOrEqualToThreshold","evaluationPeriods":1,"treatMissingData":"notBreaching","stateValue":"INSUFFICIENT_DATA","stateUpdatedTimestamp":"2026-01-01T12:00:00.500+0000","actionsEnabled":true,"alarmActions":["arn:aws:sns:ap-southeast-2:111122223333:alerts"],"insufficientDataActions":[],"okactions":["arn:aws:sns:ap-southeast-2:111122223333:recoveries"]}}',
    );
  });

  it('tells every change of state with both reasons, newest first', () => {
    const alarm = create();
    alarm.evaluate(evaluated, breach);
    const [item, creation] = alarm.history();

    expect(creation?.HistoryItemType).toBe('ConfigurationUpdate');
    expect(item).toMatchObject({
      Timestamp: new Date(evaluated),
      HistoryItemType: 'StateUpdate',
      HistorySummary: 'Alarm updated from INSUFFICIENT_DATA to ALARM',
    });
    expect(JSON.parse(item?.HistoryData ?? '')).toEqual({
      version: '1.0',
      oldState: { stateValue: 'INSUFFICIENT_DATA', stateReason: 'Unchecked: Initial alarm creation' },
      newState: {
        stateValue: 'ALARM',
        stateReason: alarm.state.reason,
        stateReasonData: JSON.parse(alarm.state.reasonData ?? '') as unknown,
      },
    });
  });

  it('tells of the datapoints that breach no more than the transition takes, the newest', () => {
    const alarm = create({ evaluationPeriods: 3, datapointsToAlarm: 2 });
    const values = [0, 1, 2].map((minutes) => [minuteStart + minutes * 60_000, 5] as const);
    alarm.evaluate(minuteStart + 181_000, stubMetric(new Map(values)));
    const { evaluatedDatapoints } = JSON.parse(alarm.state.reasonData ?? '') as {
      evaluatedDatapoints: { timestamp: string }[];
    };

    expect(evaluatedDatapoints.map(({ timestamp }) => timestamp)).toEqual([
      '2026-01-01T12:02:00.000+0000',
      '2026-01-01T12:01:00.000+0000',
    ]);
  });

  it('tells what became of an action', () => {
    const alarm = create();
    const transition = alarm.evaluate(evaluated, breach);
    if (transition === undefined) throw new Error('The alarm must change its state.');
    const [action = ''] = transition.actions;
    alarm.recordAction(transition, {
      action,
      executedMs: evaluated + 30,
      publishedMessage: '{"default":"x"}',
    });
    alarm.recordAction(transition, {
      action,
      executedMs: evaluated + 40,
      publishedMessage: '{"default":"x"}',
      error: 'CloudWatch Alarms is not authorized to perform: SNS:Publish',
    });
    const [failed, succeeded] = alarm.history();

    expect(succeeded).toMatchObject({
      Timestamp: new Date(evaluated + 30),
      HistoryItemType: 'Action',
      HistorySummary: `Successfully executed action ${action}`,
    });
    expect(succeeded?.HistoryData).toBe(
      `{"actionState":"Succeeded","stateUpdateTimestamp":${evaluated},"notificationResource":"${action}","publishedMessage":"{\\"default\\":\\"x\\"}","error":null,"muteWindowEndTimestamp":null}`,
    );
    expect(failed?.HistorySummary).toBe(
      `Failed to execute action ${action}. Received error: "CloudWatch Alarms is not authorized to perform: SNS:Publish"`,
    );
    expect(JSON.parse(failed?.HistoryData ?? '')).toMatchObject({ actionState: 'Failed' });
  });

  it('is bounded', () => {
    const alarm = createAlarm(wrongKeyAlarm, { createdMs: created, maxHistoryItems: 2 });
    for (const value of ['OK', 'ALARM', 'OK'] as const)
      alarm.setState(evaluated, { value, reason: 'testing' });

    expect(alarm.history().map(({ HistorySummary }) => HistorySummary)).toEqual([
      'Alarm updated from ALARM to OK',
      'Alarm updated from OK to ALARM',
    ]);
  });
});

describe('the description of an alarm', () => {
  it('has the shape of DescribeAlarms', () => {
    const alarm = create({
      alarmDescription: 'Somebody tries keys',
      unit: 'Count',
      datapointsToAlarm: 1,
      dimensions: { a: 'b' },
    });
    alarm.evaluate(evaluated, stubMetric(new Map([[minuteStart, 2]])));
    const described: SdkMetricAlarm = alarm.describe();

    expect(described).toEqual({
      AlarmName: 'kms-wrong-key',
      AlarmArn: wrongKeyAlarm.alarmArn,
      AlarmDescription: 'Somebody tries keys',
      AlarmConfigurationUpdatedTimestamp: new Date(created),
      ActionsEnabled: true,
      OKActions: ['arn:aws:sns:ap-southeast-2:111122223333:recoveries'],
      AlarmActions: ['arn:aws:sns:ap-southeast-2:111122223333:alerts'],
      InsufficientDataActions: [],
      StateValue: 'ALARM',
      StateReason: alarm.state.reason,
      StateReasonData: alarm.state.reasonData,
      StateUpdatedTimestamp: new Date(evaluated),
      MetricName: 'KmsWrongKey',
      Namespace: 'Keywatch/test',
      Statistic: 'Sum',
      Dimensions: [{ Name: 'a', Value: 'b' }],
      Period: 60,
      Unit: 'Count',
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      StateTransitionedTimestamp: new Date(evaluated),
    });
  });

  it('leaves out what was not declared', () => {
    const described = create({ treatMissingData: undefined }).describe();

    expect(Object.keys(described)).not.toEqual(expect.arrayContaining(['AlarmDescription']));
    expect(
      ['AlarmDescription', 'StateReasonData', 'Unit', 'DatapointsToAlarm', 'TreatMissingData'].filter(
        (key) => key in described,
      ),
    ).toEqual([]);
  });

  it('has history items of the shape of DescribeAlarmHistory', () => {
    const items: readonly SdkAlarmHistoryItem[] = create().history();

    expect(items).toHaveLength(1);
  });
});
