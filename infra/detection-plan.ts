import type { Detection } from '../detections/index.ts';
import type { Names } from './names.ts';
import type { DetectionOverrides } from './settings.ts';

/** A detection as one stack deploys it. */
export interface PlannedDetection {
  readonly detection: Detection;
  readonly metricFilterName: string;
  readonly metricName: string;
  readonly metricNamespace: string;
  readonly alarmName: string;
  readonly threshold: number;
}

export interface DetectionPlanArgs {
  readonly names: Names;
  /** `undefined`: derived from project and stack. */
  readonly metricNamespace: string | undefined;
  /** Whether the lab's own alarm is deployed. */
  readonly labAlarm: boolean;
  /** Changes to single detections, by id. */
  readonly detections: Readonly<Record<string, DetectionOverrides | undefined>>;
}

/** Chooses the detections a stack deploys and gives them their names and thresholds. Pure. */
export function planDetections(catalogue: readonly Detection[], args: DetectionPlanArgs): PlannedDetection[] {
  return catalogue
    .filter(({ deployment }) => deployment === 'always' || args.labAlarm)
    .map((detection) => {
      const overrides = args.detections[detection.id] ?? {};
      return {
        detection,
        metricFilterName: overrides.metricFilterName ?? args.names.named(detection.id),
        metricName: overrides.metricName ?? detection.metric.name,
        metricNamespace: overrides.metricNamespace ?? args.metricNamespace ?? args.names.metricNamespace(),
        alarmName: overrides.alarmName ?? args.names.named(detection.id),
        threshold: overrides.threshold ?? detection.alarm.threshold,
      };
    });
}

/** What CloudWatch allows. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const maxAlarmDescriptionLength = 1024;

/** The alarm's description: it is in the mail, so it says what happened and what to do. */
export function alarmDescription({ severity, title, meaning, runbook }: Detection): string {
  const steps = runbook.map((step, index) => `${index + 1}. ${step}`);
  return [`[${severity}] ${title}`, meaning, ...steps].join('\n');
}
