import { describe, expect, it } from 'vitest';
import { jsonError } from '../support/aws/recorded-answers.ts';
import {
  healthyStack,
  labAlarm,
  metricFilters,
  now,
  silenceAlarm,
  wrongKeyAlarm,
} from '../fixtures/doctor/healthy-stack.ts';
import { examineRecorded, type RecordedFault } from '../support/doctor/examine-recorded.ts';
import { tellFaults } from '../support/doctor/tell-faults.ts';

const filters = (...list: readonly object[]) => ({
  'logs:DescribeMetricFilters': { body: { metricFilters: list } },
});
const alarms = (...list: readonly object[]) => ({
  'cloudwatch:DescribeAlarms': { body: { MetricAlarms: list } },
});
const [wrongKeyFilter, labFilter] = metricFilters;
const renamedFilter = {
  ...labFilter,
  metricTransformations: [{ metricName: 'Renamed', metricNamespace: 'Lab', metricValue: '1' }],
};
/** Metric filters of the trail's log group; asked for by metric, those of other groups answer. */
const onlyOnThisGroup = (...list: readonly object[]) => elsewhere(list, []);
const elsewhere = (here: readonly object[], onOtherGroups: readonly object[]) => ({
  'logs:DescribeMetricFilters': (sent: string) => ({
    body: { metricFilters: sent.includes('"logGroupName"') ? here : onOtherGroups },
  }),
});
const noData = { StateValue: 'INSUFFICIENT_DATA' };
const blind = (name: string): string =>
  `The alarm ${name} has been in INSUFFICIENT_DATA since 2026-01-30T12:00:00Z, 24 h ago: it sees no data and can't fire`;

const faults: readonly RecordedFault[] = [
  {
    what: 'a metric filter was deleted',
    answers: filters(wrongKeyFilter, { ...labFilter, filterName: 'other' }),
    check: 'metric-filters',
    severity: 'fault',
    says: 'The metric filter lab-metricfilter is not on the log group /keywatch-dev/trail',
    cure: 'npx pulumi up --refresh',
  },
  {
    what: 'a metric filter has another pattern',
    answers: filters(wrongKeyFilter, {
      ...labFilter,
      filterPattern: labFilter.filterPattern.replace('*', 'x'),
    }),
    check: 'metric-filters',
    severity: 'fault',
    says: 'The metric filter lab-metricfilter has another pattern than declared: at character 18 it says x" && $.eventSource= "kms.amazonaws.com"… instead of *" && $.eventSource= "kms.amazonaws.com"…',
    cure: 'npx pulumi up --refresh',
  },
  {
    what: 'the pattern of a metric filter was cut short',
    answers: filters(
      { ...wrongKeyFilter, filterPattern: '{ ($.eventSource = "kms.amazonaws.com")' },
      labFilter,
    ),
    check: 'metric-filters',
    severity: 'fault',
    says: 'The metric filter keywatch-dev-kms-wrong-key has another pattern than declared: at character 40 it says nothing instead of  && ($.errorCode = "InvalidCiphertextExc…',
    cure: 'npx pulumi up --refresh',
  },
  {
    what: 'a metric filter feeds another metric than the alarm watches',
    answers: {
      ...onlyOnThisGroup(wrongKeyFilter, renamedFilter),
      ...alarms(wrongKeyAlarm, { ...labAlarm, StateValue: 'OK' }, silenceAlarm),
    },
    check: 'alarm-feeds',
    severity: 'fault',
    says: "No metric filter feeds Lab KMSSecurityError, the metric of the alarm LabAlarm: it can't fire",
    cure: 'npx pulumi up --refresh',
  },
  {
    what: 'an alarm was deleted',
    answers: alarms(wrongKeyAlarm, labAlarm),
    check: 'alarm-actions',
    severity: 'fault',
    says: 'The alarm keywatch-dev-detection-silent does not exist',
    cure: 'npx pulumi up --refresh',
  },
  {
    what: "an alarm's actions are disabled",
    answers: alarms({ ...wrongKeyAlarm, ActionsEnabled: false }, labAlarm, silenceAlarm),
    check: 'alarm-actions',
    severity: 'fault',
    says: 'The actions of the alarm keywatch-dev-kms-wrong-key are disabled: it tells nobody',
    cure: 'aws cloudwatch enable-alarm-actions --alarm-names keywatch-dev-kms-wrong-key',
  },
  {
    what: 'an alarm has no action',
    answers: alarms({ ...wrongKeyAlarm, AlarmActions: [] }, labAlarm, silenceAlarm),
    check: 'alarm-actions',
    severity: 'fault',
    says: 'The alarm keywatch-dev-kms-wrong-key has no action: it tells nobody',
    cure: 'npx pulumi up --refresh',
  },
  {
    what: 'an alarm tells another topic',
    answers: alarms(
      { ...wrongKeyAlarm, AlarmActions: ['arn:aws:sns:us-east-1:111122223333:old'] },
      labAlarm,
      silenceAlarm,
    ),
    check: 'alarm-actions',
    severity: 'fault',
    says: `The alarm keywatch-dev-kms-wrong-key tells arn:aws:sns:us-east-1:111122223333:old instead of ${healthyStack.alarmTopicArn}`,
    cure: 'npx pulumi up --refresh',
  },
  {
    what: 'an alarm for which missing data has a meaning was never evaluated',
    answers: alarms({ ...wrongKeyAlarm, ...noData }, labAlarm, silenceAlarm),
    check: 'alarm-states',
    severity: 'fault',
    says: blind('keywatch-dev-kms-wrong-key'),
    cure: 'see log-group-receiving',
  },
  {
    what: 'an alarm has no data although every log event makes a datapoint',
    answers: alarms({ ...wrongKeyAlarm, ...noData, TreatMissingData: 'missing' }, labAlarm, silenceAlarm),
    check: 'alarm-states',
    severity: 'fault',
    says: blind('keywatch-dev-kms-wrong-key'),
    cure: 'see log-group-receiving',
  },
  {
    what: "an alarm on AWS's own metric has no data",
    answers: alarms(wrongKeyAlarm, labAlarm, { ...silenceAlarm, ...noData, TreatMissingData: undefined }),
    check: 'alarm-states',
    severity: 'fault',
    says: blind('keywatch-dev-detection-silent'),
    cure: 'for a metric of AWS, whether what it measures still exists',
  },
  {
    what: 'an alarm is new',
    answers: alarms({ ...wrongKeyAlarm, ...noData, StateUpdatedTimestamp: now - 60 }, labAlarm, silenceAlarm),
    check: 'alarm-states',
    severity: 'warning',
    says: 'The alarm keywatch-dev-kms-wrong-key is new and has not been evaluated yet',
    cure: 'again in fifteen minutes',
  },
  {
    what: 'an alarm is in ALARM',
    answers: alarms(wrongKeyAlarm, labAlarm, {
      ...silenceAlarm,
      StateValue: 'ALARM',
      StateReason:
        'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].',
    }),
    check: 'alarm-states',
    severity: 'warning',
    says: 'The alarm keywatch-dev-detection-silent has been in ALARM since 2026-01-30T12:00:00Z, 24 h ago: Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching]',
    cure: "the steps of the alarm's description",
  },
];

tellFaults(faults);

describe('the doctor finds nothing wrong where', () => {
  it.each([
    [
      'a metric filter of another log group feeds the alarm',
      'alarm-feeds',
      { ...elsewhere([wrongKeyFilter, renamedFilter], [labFilter]) },
    ],
    [
      'an alarm waits for a first match',
      'alarm-states',
      alarms(wrongKeyAlarm, { ...labAlarm, TreatMissingData: 'missing' }, silenceAlarm),
    ],
  ])('%s', async (_what, check, answers) => {
    const found = await examineRecorded({ answers });

    expect(found[check]?.map(({ severity }) => severity)).toEqual(['ok']);
  });

  it('metric filters and alarms come on several pages', async () => {
    const paged =
      (field: string, request: string, answer: string, list: readonly object[]) => (sent: string) => {
        const at = Number((JSON.parse(sent) as Record<string, string>)[request] ?? 0);
        const next = at + 1 < list.length ? { [answer]: String(at + 1) } : {};
        return { body: { [field]: list.slice(at, at + 1), ...next } };
      };
    const found = await examineRecorded({
      answers: {
        'logs:DescribeMetricFilters': paged('metricFilters', 'nextToken', 'nextToken', metricFilters),
        'cloudwatch:DescribeAlarms': paged('MetricAlarms', 'NextToken', 'NextToken', [
          wrongKeyAlarm,
          labAlarm,
          silenceAlarm,
        ]),
      },
    });

    const detection = ['metric-filters', 'alarm-feeds', 'alarm-states', 'alarm-actions'];
    expect(detection.flatMap((id) => found[id] ?? []).map(({ severity }) => severity)).toEqual(
      Array(4).fill('ok'),
    );
  });
});

describe('a log group that was deleted', () => {
  const gone = jsonError('ResourceNotFoundException', 'The specified log group does not exist.');
  const answers = {
    'logs:DescribeMetricFilters': (sent: string) =>
      sent.includes('"logGroupName"') ? gone : { body: { metricFilters: [] } },
  };

  it.each([
    [
      'metric-filters',
      [
        'The metric filter keywatch-dev-kms-wrong-key is not on the log group /keywatch-dev/trail',
        'The metric filter lab-metricfilter is not on the log group /keywatch-dev/trail',
      ],
    ],
    [
      'alarm-feeds',
      [
        "No metric filter feeds keywatch-dev KmsWrongKey, the metric of the alarm keywatch-dev-kms-wrong-key: it can't fire",
        "No metric filter feeds Lab KMSSecurityError, the metric of the alarm LabAlarm: it can't fire",
      ],
    ],
    ['alarm-states', [blind('LabAlarm')]],
  ])('is told of by %s for all that depended on it', async (check, sentences) => {
    const found = await examineRecorded({ answers });

    expect(found[check]?.map(({ severity, sentence }) => [severity, sentence])).toEqual(
      sentences.map((sentence) => ['fault', sentence]),
    );
  });
});
