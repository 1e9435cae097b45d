export { createAlarm, type Alarm, type AlarmOptions } from './alarm.ts';
export { AlarmDeclarationError, validateAlarm } from './validate-alarm.ts';
export type { AlarmDeclaration } from './alarm-declaration.ts';
export type { MetricAlarm } from './describe-alarm.ts';
export { buildEmailBody } from './email-body.ts';
export {
  evaluateAlarm,
  type AlarmEvaluation,
  type AlarmState,
  type ComparisonOperator,
  type TreatMissingData,
} from './evaluate-alarm.ts';
export { evaluationWindow, type EvaluationWindow } from './evaluation-window.ts';
export { buildAlarmStateChangeEvent, type AlarmStateChangeEvent } from './eventbridge-event.ts';
export type { ActionOutcome, AlarmHistoryItem } from './alarm-history.ts';
export { regionName } from './region-names.ts';
export { buildSnsMessage } from './sns-message.ts';
export { buildSnsPublication, type SnsPublication } from './sns-publication.ts';
export { buildSnsSubject } from './sns-subject.ts';
export type { AlarmStateRecord, AlarmTransition } from './alarm-transition.ts';
