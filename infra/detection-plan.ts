import type * as pulumi from '@pulumi/pulumi';
import type {
  CompiledEventPattern,
  Detection,
  DetectionFacts,
  LogGroupDetection,
  RecordDetection,
  RecordScope,
} from '../detections/index.ts';
import type { DetectionOverrides } from './detection-overrides.ts';
import { mapInput, mapInputs } from './map-input.ts';
import type { Names } from './names.ts';
import { namedFor } from './watched-roles.ts';
import type { Unknown, Watch, WatchedSubjects } from './watched.ts';

/** A detection as one stack deploys it: one alarm on one metric. */
export interface PlannedDetection {
  readonly detection: Detection;
  /** Whose, where several of a kind have an alarm each; `undefined` for the stack's own. */
  readonly identity: string | undefined;
  /** What it watches, for a person. */
  readonly about: string;
  /** They feed the metric together; none where the metric is AWS's own. */
  readonly metricFilters: readonly PlannedMetricFilter[];
  readonly metricName: string;
  readonly metricNamespace: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly alarmName: string;
  readonly threshold: number;
  readonly queryName: string;
  /** Of CloudWatch Logs Insights. */
  readonly query: pulumi.Input<string>;
}

export interface PlannedMetricFilter {
  readonly name: string;
  /** Part of the logical name within the program: the detection, then what sets the filter apart. */
  readonly logicalName: string;
  readonly pattern: pulumi.Input<string>;
  /** The same for EventBridge. */
  readonly eventPattern: pulumi.Input<CompiledEventPattern>;
}

export interface DetectionPlan {
  readonly planned: readonly PlannedDetection[];
  /** One sentence for each detection that the stack knows too little for, with what cures it. */
  readonly leftOut: readonly string[];
}

export interface DetectionPlanArgs {
  readonly names: Names;
  readonly watched: WatchedSubjects;
  /** `undefined`: derived from project and stack. */
  readonly metricNamespace: string | undefined;
  /** Whether the lab's own alarm is deployed. */
  readonly labAlarm: boolean;
  /** Changes to single detections, by id. */
  readonly detections: Readonly<Record<string, DetectionOverrides | undefined>>;
}

/**
 * Chooses the detections a stack deploys and gives them their names and thresholds. Each role has metrics of its
 * own: two roles on one metric would add up, and an alarm could not say whose it is. Role by role, in the order of
 * the catalogue; what is about the whole stack stands with its own role. Pure.
 */
export function planDetections(catalogue: readonly Detection[], args: DetectionPlanArgs): DetectionPlan {
  const chosen = catalogue.filter(({ deployment }) => deployment === 'always' || args.labAlarm);
  const planned = chosen.flatMap((detection) => {
    const plans =
      detection.scope === 'log-group' ? [planLogGroup(detection, args)] : planRecords(detection, args);
    return plans.map((plan) => ({ detection, ...plan }));
  });
  const identities = [...new Set(planned.map(({ identity }) => identity))];
  return {
    planned: identities.flatMap((identity) => planned.filter((each) => each.identity === identity)),
    leftOut: chosen.flatMap(({ id, scope }) =>
      scope === 'log-group' ? [] : leftOutFor(id, args.watched.records[scope].unknown),
    ),
  };
}

function leftOutFor(id: string, unknown: readonly Unknown[]): string[] {
  const reasons = [...new Set(unknown.map(({ because }) => because))];
  return reasons.map((reason) => {
    const whose = unknown.flatMap(({ because, whose }) => (because === reason ? (whose ?? []) : []));
    return whose.length === 0
      ? `${id} is left out: ${reason}.`
      : `${id} is left out for ${whose.join(', ')}: ${reason}.`;
  });
}

function planRecords<S extends RecordScope>(
  detection: RecordDetection<S>,
  args: DetectionPlanArgs,
): Omit<PlannedDetection, 'detection'>[] {
  const watches: readonly Watch<S>[] = args.watched.records[detection.scope].watches;
  const overrides = args.detections[detection.id] ?? {};
  const filterName = overrides.metricFilterName ?? args.names.named(detection.id);
  return watches.map((watch) => ({
    ...planAlarm(detection, watch, args),
    metricFilters: watch.subjects.map(({ word, subject }) => ({
      name: namedFor(watch, withWord(filterName, word)),
      logicalName: namedFor(watch, withWord(detection.id, word)),
      pattern: mapInput(subject, detection.filterPattern),
      eventPattern: mapInput(subject, detection.eventPattern),
    })),
    metricName: namedFor(watch, overrides.metricName ?? detection.metric.name),
    metricNamespace: overrides.metricNamespace ?? args.metricNamespace ?? args.names.metricNamespace(),
    query: mapInputs(
      watch.subjects.map(({ subject }) => subject),
      detection.logsInsightsQuery,
    ),
  }));
}

function planLogGroup(
  detection: LogGroupDetection,
  args: DetectionPlanArgs,
): Omit<PlannedDetection, 'detection'> {
  const { logGroupName } = args.watched.logGroup;
  return {
    ...planAlarm(detection, { identity: undefined, about: `Log group: ${logGroupName}` }, args),
    metricFilters: [],
    metricName: detection.metric.name,
    metricNamespace: detection.metric.namespace,
    dimensions: { LogGroupName: logGroupName },
    query: detection.logsInsightsQuery(),
  };
}

function planAlarm(
  { id, alarm }: Pick<DetectionFacts, 'id' | 'alarm'>,
  { identity, about }: Pick<PlannedDetection, 'identity' | 'about'>,
  { names, detections }: DetectionPlanArgs,
): Pick<PlannedDetection, 'identity' | 'about' | 'alarmName' | 'threshold' | 'queryName'> {
  const overrides = detections[id] ?? {};
  return {
    identity,
    about,
    alarmName: namedFor({ identity }, overrides.alarmName ?? names.named(id)),
    threshold: overrides.threshold ?? alarm.threshold,
    queryName: names.query(namedFor({ identity }, id)),
  };
}

function withWord(name: string, word: string | undefined): string {
  return word === undefined ? name : `${name}-${word}`;
}
