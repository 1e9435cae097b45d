import { parseAlarmArn } from './alarm-arn.ts';
import { formatDouble } from './aws-json.ts';
import { toProseTimestamp } from './aws-time.ts';
import type { AlarmDeclaration } from './alarm-declaration.ts';
import { regionName } from './region-names.ts';
import type { AlarmTransition } from './alarm-transition.ts';

/**
 * The text an e-mail subscriber receives, lines ending in `\n`, in CloudWatch's layout of 2026. AWS changes
 * it now and then: rely on subject, state change, reason, name and ARN only. SNS adds its footer itself.
 */
export function buildEmailBody({ declaration, previousState, state }: AlarmTransition): string {
  const { alarmName, alarmArn, alarmDescription = '' } = declaration;
  const { region, accountId } = parseAlarmArn(alarmArn);
  const time = toProseTimestamp(state.updatedMs);
  return [
    `You are receiving this email because your Amazon CloudWatch Alarm "${alarmName}" in the ${regionName(region)} region has entered the ${state.value} state, because "${state.reason}" at "${time}".`,
    '',
    'View this alarm in the AWS Management Console:',
    `https://${region}.console.aws.amazon.com/cloudwatch/deeplink.js?region=${region}#alarmsV2:alarm/${encodeURIComponent(alarmName)}`,
    '',
    'Alarm Details:',
    detail('Name', alarmName),
    detail('Description', alarmDescription),
    detail('State Change', `${previousState.value} -> ${state.value}`),
    detail('Reason for State Change', state.reason),
    detail('Timestamp', time),
    detail('AWS Account', accountId),
    detail('Alarm Arn', alarmArn),
    '',
    'Threshold:',
    thresholdLine(declaration),
    '',
    'Monitored Metric:',
    ...metricLines(declaration),
    '',
    '',
    'State Change Actions:',
    `- OK: ${actionList(declaration.okActions)}`,
    `- ALARM: ${actionList(declaration.alarmActions)}`,
    `- INSUFFICIENT_DATA: ${actionList(declaration.insufficientDataActions)}`,
    '',
  ].join('\n');
}

/** Recorded with a stated M; that an alarm without one is told as N of N is derived. */
function thresholdLine(declaration: AlarmDeclaration): string {
  const { comparisonOperator, threshold, evaluationPeriods, period } = declaration;
  const datapointsToAlarm = declaration.datapointsToAlarm ?? evaluationPeriods;
  return `- The alarm is in the ALARM state when the metric is ${comparisonOperator} ${formatDouble(threshold)} for at least ${datapointsToAlarm} of the last ${evaluationPeriods} period(s) of ${period} seconds. `;
}

function metricLines(declaration: AlarmDeclaration): readonly string[] {
  const dimensions = Object.entries(declaration.dimensions ?? {}).map(
    ([name, value]) => `[${name} = ${value}]`,
  );
  return [
    metric('MetricNamespace', declaration.namespace),
    metric('MetricName', declaration.metricName),
    metric('Dimensions', dimensions.join(' ')),
    metric('Period', `${declaration.period} seconds`),
    metric('Statistic', declaration.statistic),
    metric('Unit', declaration.unit ?? 'not specified'),
    metric('TreatMissingData', declaration.treatMissingData ?? 'missing'),
  ];
}

function detail(label: string, text: string): string {
  return `- ${label}:`.padEnd(30) + text;
}

function metric(label: string, text: string): string {
  return `- ${label}:`.padEnd(39) + text;
}

function actionList(actions: readonly string[] = []): string {
  return actions.map((action) => `[${action}]`).join(' ');
}
