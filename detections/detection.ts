import type { CompiledEventPattern } from './event-pattern/event-pattern.ts';
import type { RecordScope, Subjects } from './subjects.ts';

/**
 * Who has to act, and how soon. `page`: a person, now. `notify`: a person, today; it may be a slip of the
 * keyboard. `operational`: whoever runs the service; it is no attack.
 */
export type Severity = 'page' | 'notify' | 'operational';

/** A CloudTrail record: the message of one log event, parsed. */
export type CloudTrailRecord = Readonly<Record<string, unknown>>;

/** A record that the detection must match. */
export interface RecordedEvent {
  /** What happened, in a few words. */
  readonly event: string;
  readonly record: CloudTrailRecord;
}

/** A record that the detection must not match, although it differs from a match in one clause alone. */
export interface NearMiss extends RecordedEvent {
  /** The clause that refuses it: its selector; of a clause with several, all of them joined by ` or `. */
  readonly refusedBy: string;
}

/** Recorded events around one subject. */
export interface Recording<S extends RecordScope> {
  readonly subject: Subjects[S];
  readonly matches: readonly [RecordedEvent, ...RecordedEvent[]];
  readonly nearMisses: readonly [NearMiss, ...NearMiss[]];
}

/** An alarm on the detection's metric, in CloudWatch's words. All fields that have a default there are stated. */
export interface AlarmSettings {
  readonly statistic: 'Sum';
  /** CloudWatch's Period, in seconds: 10, 20, 30 or a multiple of 60. */
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  /** `undefined`: all of the evaluation periods. */
  readonly datapointsToAlarm?: number;
  readonly threshold: number;
  readonly comparisonOperator: 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  readonly treatMissingData: 'breaching' | 'ignore' | 'missing' | 'notBreaching';
}

/** What every detection says of itself. */
export interface DetectionFacts {
  /** Kebab case; part of physical names, so it never changes. */
  readonly id: string;
  readonly title: string;
  /** What it means when the alarm fires, for the person who reads the mail. */
  readonly meaning: string;
  readonly severity: Severity;
  /** `lab`: deployed only where the stack asks for the lab's own alarm. */
  readonly deployment: 'always' | 'lab';
  readonly alarm: AlarmSettings;
  /** Whether the return to OK is told as well. */
  readonly notifyRecovery: boolean;
  /** What to do, step by step. */
  readonly runbook: readonly [string, ...string[]];
  readonly falsePositives: readonly string[];
  readonly knownGaps: readonly string[];
  /** Techniques of MITRE ATT&CK; none for an operational detection that no attack causes. */
  readonly attack: readonly string[];
  /** Why a rule about alarms is broken here on purpose. */
  readonly waiver?: string;
}

/** How a detection finds its records; all three say the same. */
export interface RecordMatching<S extends RecordScope> {
  /**
   * The filter pattern's text, at most 1,024 characters.
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
   */
  readonly filterPattern: (subject: Subjects[S]) => string;
  /** The same for EventBridge, where records arrive sooner. */
  readonly eventPattern: (subject: Subjects[S]) => CompiledEventPattern;
  /**
   * A query of CloudWatch Logs Insights that shows the same records of several subjects, newest first: who, from
   * where, what, which error.
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
   */
  readonly logsInsightsQuery: (subjects: readonly Subjects[S][]) => string;
}

/** A detection that counts CloudTrail records about subjects of one scope. */
export type RecordDetection<S extends RecordScope = RecordScope> = {
  readonly [K in S]: DetectionFacts &
    RecordMatching<K> & {
      readonly scope: K;
      /** Every match counts 1. With `defaultValue` 0 other log events count 0, so that an alarm can recover. */
      readonly metric: { readonly name: string; readonly defaultValue?: 0 };
      /** One for each form that the pattern takes. */
      readonly recordings: readonly [Recording<K>, ...Recording<K>[]];
    };
}[S];

/** A detection that watches a log group itself, by a metric that CloudWatch Logs keeps of it. */
export interface LogGroupDetection extends DetectionFacts {
  readonly scope: 'log-group';
  readonly metric: { readonly namespace: 'AWS/Logs'; readonly name: 'IncomingLogEvents' };
  readonly logsInsightsQuery: () => string;
}

/**
 * One thing Keywatch watches for, as data. `infra/` makes metric filters, one alarm and a saved query of it;
 * everything else (local run, replay, tests) reads what the program declared.
 */
export type Detection = RecordDetection | LogGroupDetection;
