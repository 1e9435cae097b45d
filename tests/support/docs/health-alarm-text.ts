import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { detections } from '../../../detections/index.ts';
import type { AlarmCondition } from './describe-alarm.ts';

/** What an alarm that no detection stands behind says of itself. */
export interface HealthAlarmText extends AlarmCondition {
  /** Its name without project and stack. */
  readonly id: string;
  readonly severity: string;
  readonly title: string;
  readonly meaning: string;
  readonly runbook: readonly string[];
  readonly namespace: string;
  readonly metricName: string;
}

interface AlarmInputs {
  readonly name: string;
  readonly alarmDescription: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number;
  readonly threshold: number;
  readonly comparisonOperator: AlarmCondition['comparisonOperator'];
}

const idsOfDetections = new Set(detections.map(({ id }) => id));

/** Read from what a stack declares, those that page first. The stack's own names become `STACK`. */
export function readHealthAlarms(stack: DeclaredStack, name: string): HealthAlarmText[] {
  return stack
    .ofType('aws:cloudwatch/metricAlarm:MetricAlarm')
    .map(({ inputs }) => inputs as unknown as AlarmInputs)
    .filter(({ name: alarmName }) => alarmName.startsWith(`keywatch-${name}-`))
    .map((inputs) => readText(inputs, name))
    .filter(({ id }) => !idsOfDetections.has(id))
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

const rank = ({ severity }: HealthAlarmText): number => ['page', 'notify', 'operational'].indexOf(severity);

function readText(inputs: AlarmInputs, name: string): HealthAlarmText {
  const anonymous = (text: string): string =>
    text.replaceAll(`keywatch-${name}`, 'keywatch-STACK').replaceAll(`keywatch/${name}`, 'keywatch/STACK');
  const [, severity = '', title = '', rest = ''] =
    /^\[(\w+)\] ([^\n]*)\n(.*)$/s.exec(inputs.alarmDescription) ?? [];
  const [meaning = '', ...steps] = anonymous(rest).split(/\n\d+\. /);
  return {
    ...inputs,
    id: inputs.name.slice(`keywatch-${name}-`.length),
    namespace: anonymous(inputs.namespace),
    periodSeconds: inputs.period,
    severity,
    title,
    meaning,
    runbook: steps,
  };
}
