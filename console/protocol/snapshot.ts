import type { AlarmState, ComparisonOperator, TreatMissingData } from '../../cloudwatch/alarm/index.ts';
import type { Statistic } from '../../cloudwatch/metric.ts';
import type { ConsoleEvent, TransitionEvent } from './events.ts';
import type { MailView } from './mails.ts';
import type { Fault, ScenarioView } from './scenarios.ts';

/** Everything the page shows when it opens; from then on events keep it up to date. */
export interface Snapshot {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  readonly accountId: string;
  /** Where the service listens. */
  readonly endpoint: string;
  /** The run's clock: the page counts from it, whatever the visitor's own says. */
  readonly nowMs: number;
  /** Where the stream goes on after this snapshot: `?after=` of the first connection. */
  readonly cursor: string;
  /** From a call to the arrival of its record. */
  readonly deliveryDelayMs: number;
  /** In the order of the declaration. */
  readonly detections: readonly DetectionView[];
  /** The declared dashboard's widgets, in its order. */
  readonly widgets: readonly WidgetView[];
  /** Every series that a detection or a widget shows. */
  readonly series: readonly SeriesView[];
  /** What is remembered of the run, oldest first. */
  readonly events: readonly ConsoleEvent[];
  /** Oldest first. */
  readonly mails: readonly MailView[];
  readonly scenarios: readonly ScenarioView[];
  readonly fault: Fault | null;
}

/** A declared alarm and what feeds it. */
export interface DetectionView {
  /** The alarm's name. */
  readonly id: string;
  readonly title: string;
  /** `page`: a person, now; `notify`: a person, today; `operational`: whoever runs the service. */
  readonly severity: string | null;
  readonly meaning: string;
  /** What to do, step by step. */
  readonly runbook: readonly string[];
  /** What follows the runbook in the alarm's description: whom it is about, its saved query. */
  readonly notes: readonly string[];
  /** What it can't see; empty where the alarm is none of the catalogue's. */
  readonly knownGaps: readonly string[];
  /** What else sets it off. */
  readonly falsePositives: readonly string[];
  /** They feed its metric together; none where the metric is AWS's own. */
  readonly filters: readonly FilterView[];
  readonly alarm: AlarmSettingsView;
  /** `null`: its metric is made by AWS and not simulated here, so it is never evaluated. */
  readonly evaluation: EvaluationView | null;
  readonly state: StateView;
  /** Its changes of state, oldest first: the state timeline. */
  readonly transitions: readonly TransitionEvent[];
  /** Its metric, as the alarm reads it: see {@link SeriesView}. */
  readonly seriesId: string;
}

export interface FilterView {
  readonly filterName: string;
  readonly logGroupName: string;
  readonly pattern: string;
}

/** The alarm's settings in CloudWatch's words; periods in seconds. */
export interface AlarmSettingsView {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: Statistic;
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparisonOperator: ComparisonOperator;
  readonly treatMissingData: TreatMissingData;
  /** Whether its recovery is told as well. */
  readonly notifiesRecovery: boolean;
}

/** When the alarm is evaluated: at `nextMs`, and from then on every `everyMs`. */
export interface EvaluationView {
  readonly nextMs: number;
  readonly everyMs: number;
}

export interface StateView {
  readonly value: AlarmState;
  readonly reason: string;
  readonly sinceMs: number;
}

/** A widget of the declared dashboard. */
export type WidgetView = MetricWidgetView | AlarmWidgetView | TextWidgetView | QueryWidgetView;

interface WidgetPlace {
  readonly title: string;
  /** On the dashboard's grid of 24 columns. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface MetricWidgetView extends WidgetPlace {
  readonly kind: 'metric';
  readonly lines: readonly { readonly label: string; readonly seriesId: string }[];
  readonly thresholds: readonly { readonly label: string; readonly value: number }[];
}

export interface AlarmWidgetView extends WidgetPlace {
  readonly kind: 'alarm';
  readonly detectionIds: readonly string[];
}

export interface TextWidgetView extends WidgetPlace {
  readonly kind: 'text';
  readonly markdown: string;
}

/** A Logs Insights table: AWS runs its query, the page shows the query. */
export interface QueryWidgetView extends WidgetPlace {
  readonly kind: 'query';
  readonly logGroupNames: readonly string[];
  readonly query: string;
}

/** One line of a graph: a metric's statistic per period. */
export interface SeriesView {
  readonly id: string;
  readonly namespace: string;
  readonly metricName: string;
  /** CloudWatch's word: `Sum`, `Average`, `p99`. */
  readonly statistic: string;
  readonly periodSeconds: number;
  /** Why it stays empty here; `null` where the metric is simulated. */
  readonly notSimulated: string | null;
  /** Start of the period and value, oldest first; periods without data are left out. */
  readonly points: readonly (readonly [startMs: number, value: number])[];
}
