import type { DetectionView } from '../../protocol.ts';

/** What an alarm's description says, as far as it has the form that the program gives it. */
export type DescribedAlarm = Pick<DetectionView, 'title' | 'severity' | 'meaning' | 'runbook' | 'notes'>;

/**
 * Takes a declared alarm's description apart: `[severity] title`, what it means, numbered steps, notes. One of another
 * form is all meaning, and the alarm's name is its title.
 */
export function parseAlarmDescription(alarmName: string, description = ''): DescribedAlarm {
  const [head = '', ...lines] = description.split('\n');
  const [, severity, title] = /^\[([a-z]+)\] (.+)$/.exec(head) ?? [];
  if (severity === undefined || title === undefined) {
    return { title: alarmName, severity: null, meaning: description, runbook: [], notes: [] };
  }
  const isStep = (line: string): boolean => /^\d+\. /.test(line);
  const firstStep = lines.findIndex(isStep);
  const meaning = firstStep === -1 ? lines : lines.slice(0, firstStep);
  const rest = firstStep === -1 ? [] : lines.slice(firstStep);
  return {
    title,
    severity,
    meaning: meaning.join('\n'),
    runbook: rest.filter(isStep).map((line) => line.replace(/^\d+\. /, '')),
    notes: rest.filter((line) => !isStep(line)),
  };
}
