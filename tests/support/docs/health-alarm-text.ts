import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import type { AlarmCondition } from './describe-alarm.ts';

/** What an alarm on the service's health says of itself. */
export interface HealthAlarmText extends AlarmCondition {
  /** The end of its name, from `health-` on. */
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

/** Read from what a stack declares, those that page first. The stack's own names become `STACK`. */
export function readHealthAlarms(stack: DeclaredStack, name: string): HealthAlarmText[] {
  return stack
    .ofType('aws:cloudwatch/metricAlarm:MetricAlarm')
    .map(({ inputs }) => inputs as unknown as AlarmInputs)
    .filter((inputs) => inputs.name.startsWith(`keywatch-${name}-health-`))
    .map((inputs) => readText(inputs, name))
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
