import type { AlarmDeclaration } from '../../cloudwatch/alarm/index.ts';
import { type AlarmRun, runAlarm, type Span } from './run-alarm.ts';
import type { MetricTimeline } from './timeline.ts';

/** How often an alarm would have fired with a threshold. */
export interface ThresholdOutcome {
  readonly threshold: number;
  readonly isDeclared: boolean;
  /** Changes to ALARM. */
  readonly alarms: number;
}

/**
 * Tries thresholds on the archive's own history: 1, 2, 5, 10, 20, 50, … as far as the datapoints reach and one
 * beyond, and the declared one. All else of the alarm stays as declared.
 */
export function tuneAlarm(
  declaration: AlarmDeclaration,
  timeline: MetricTimeline,
  span: Span,
  { highestDatapoint }: AlarmRun,
): readonly ThresholdOutcome[] {
  const thresholds = new Set([...candidates(highestDatapoint ?? 0), declaration.threshold]);
  return [...thresholds]
    .sort((a, b) => a - b)
    .map((threshold) => {
      const { transitions } = runAlarm({ ...declaration, threshold }, timeline, span);
      return {
        threshold,
        isDeclared: threshold === declaration.threshold,
        alarms: transitions.filter(({ state }) => state.value === 'ALARM').length,
      };
    });
}

function candidates(highest: number): readonly number[] {
  const tried: number[] = [];
  for (let decade = 1; ; decade *= 10) {
    for (const threshold of [decade, 2 * decade, 5 * decade]) {
      tried.push(threshold);
      if (threshold > highest) return tried;
    }
  }
}
