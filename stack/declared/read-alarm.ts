import type { AlarmDeclaration } from '../../cloudwatch/alarm/index.ts';
import type { DeclaredResource } from '../declared-stack.ts';
import { propertiesOf } from './properties.ts';

/** A declared `aws.cloudwatch.MetricAlarm` as CloudWatch's PutMetricAlarm would get it. */
export function readAlarm(resource: DeclaredResource): AlarmDeclaration {
  const alarm = propertiesOf(resource);
  const dimensions = resource.outputs['dimensions'];
  return {
    alarmName: alarm.text('name'),
    alarmArn: alarm.text('arn'),
    alarmDescription: alarm.optionalText('alarmDescription'),
    namespace: alarm.text('namespace'),
    metricName: alarm.text('metricName'),
    dimensions: dimensions === undefined ? undefined : (alarm.record('dimensions') as Record<string, string>),
    statistic: alarm.text('statistic') as AlarmDeclaration['statistic'],
    unit: alarm.optionalText('unit'),
    period: alarm.number('period'),
    evaluationPeriods: alarm.number('evaluationPeriods'),
    datapointsToAlarm: alarm.optionalNumber('datapointsToAlarm'),
    threshold: alarm.number('threshold'),
    comparisonOperator: alarm.text('comparisonOperator') as AlarmDeclaration['comparisonOperator'],
    treatMissingData: alarm.optionalText('treatMissingData') as AlarmDeclaration['treatMissingData'],
    actionsEnabled: alarm.flag('actionsEnabled', true),
    alarmActions: alarm.texts('alarmActions'),
    okActions: alarm.texts('okActions'),
    insufficientDataActions: alarm.texts('insufficientDataActions'),
  };
}
