import type { DetectionFacts } from '../detections/index.ts';

/** What CloudWatch allows. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const maxAlarmDescriptionLength = 1024;

/** What an alarm says of itself. */
export type AlarmText = Pick<DetectionFacts, 'severity' | 'title' | 'meaning' | 'runbook'>;

/** Where to look. */
export interface AlarmReferences {
  /** Whom or what the alarm is about. */
  readonly about: string;
  /** Of a saved query that shows the records. */
  readonly queryName: string;
}

/** A text as far as there is room for it. */
const cut = (text: string, room: number): string =>
  text.length <= room ? text : `${text.slice(0, Math.max(0, room - 3))}...`;

/**
 * The alarm's description: it is in the mail, so it says what happened, to whom, what to do and, where there is room
 * left, how the saved query is called that shows the records. The text of a detection calls the role's holder "the
 * service".
 */
export function alarmDescription(
  { severity, title, meaning, runbook }: AlarmText,
  references?: AlarmReferences,
): string {
  const steps = runbook.map((step, index) => `${index + 1}. ${step}`);
  const text = [`[${severity}] ${title}`, meaning, ...steps].join('\n');
  if (references === undefined) return text;
  const withSubject = `${text}\n${cut(references.about, maxAlarmDescriptionLength - text.length - 1)}`;
  const withQuery = `${withSubject}\nSaved query in Logs Insights: ${references.queryName}`;
  return withQuery.length <= maxAlarmDescriptionLength ? withQuery : withSubject;
}
