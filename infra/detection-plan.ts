import type { Detection } from '../detections/index.ts';
import type { Names } from './names.ts';
import type { DetectionOverrides } from './settings.ts';
import { namedFor, type WatchedRole } from './watched-roles.ts';

/** A detection as one stack deploys it for one role. */
export interface PlannedDetection {
  readonly detection: Detection;
  readonly role: WatchedRole;
  readonly metricFilterName: string;
  readonly metricName: string;
  readonly metricNamespace: string;
  readonly alarmName: string;
  readonly threshold: number;
}

export interface DetectionPlanArgs {
  readonly names: Names;
  readonly roles: readonly WatchedRole[];
  /** `undefined`: derived from project and stack. */
  readonly metricNamespace: string | undefined;
  /** Whether the lab's own alarm is deployed. */
  readonly labAlarm: boolean;
  /** Changes to single detections, by id. */
  readonly detections: Readonly<Record<string, DetectionOverrides | undefined>>;
}

/**
 * Chooses the detections a stack deploys and gives them their names and thresholds, role by role. Each role has
 * metrics of its own: two roles on one metric would add up, and an alarm could not say whose it is. Pure.
 */
export function planDetections(catalogue: readonly Detection[], args: DetectionPlanArgs): PlannedDetection[] {
  const chosen = catalogue.filter(({ deployment }) => deployment === 'always' || args.labAlarm);
  return args.roles.flatMap((role) => chosen.map((detection) => plan(detection, role, args)));
}

function plan(detection: Detection, role: WatchedRole, args: DetectionPlanArgs): PlannedDetection {
  const overrides = args.detections[detection.id] ?? {};
  return {
    detection,
    role,
    metricFilterName: namedFor(role, overrides.metricFilterName ?? args.names.named(detection.id)),
    metricName: namedFor(role, overrides.metricName ?? detection.metric.name),
    metricNamespace: overrides.metricNamespace ?? args.metricNamespace ?? args.names.metricNamespace(),
    alarmName: namedFor(role, overrides.alarmName ?? args.names.named(detection.id)),
    threshold: overrides.threshold ?? detection.alarm.threshold,
  };
}

/** What CloudWatch allows. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const maxAlarmDescriptionLength = 1024;

/**
 * The alarm's description: it is in the mail, so it says what happened, to whom and what to do. The text of a
 * detection calls the role's holder "the service".
 */
export function alarmDescription({ severity, title, meaning, runbook }: Detection, roleArn: string): string {
  const steps = runbook.map((step, index) => `${index + 1}. ${step}`);
  return [`[${severity}] ${title}`, meaning, ...steps, `Role: ${roleArn}`].join('\n');
}
