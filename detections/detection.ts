/** What a detection watches: the values its filter pattern is rendered with. */
export interface Subject {
  /** ARN of the IAM role the service's tasks run as. */
  readonly taskRoleArn: string;
}

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
  /** The selector of the clause that refuses it. */
  readonly refusedBy: string;
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
  readonly comparisonOperator: 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold';
  readonly treatMissingData: 'breaching' | 'ignore' | 'missing' | 'notBreaching';
}

/**
 * One thing Keywatch watches for, as data. `infra/` makes a metric filter and an alarm of it; everything else
 * (local run, replay, tests) reads what the program declared.
 */
export interface Detection {
  /** Kebab case; part of physical names, so it never changes. */
  readonly id: string;
  readonly title: string;
  /** What it means when the alarm fires, for the person who reads the mail. */
  readonly meaning: string;
  readonly severity: Severity;
  /** `lab`: deployed only where the stack asks for the lab's own alarm. */
  readonly deployment: 'always' | 'lab';
  /**
   * The filter pattern's text, at most 1,024 characters.
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
   */
  readonly filterPattern: (subject: Subject) => string;
  /** Every match counts 1. With `defaultValue` 0 other log events count 0, so that an alarm can recover. */
  readonly metric: { readonly name: string; readonly defaultValue?: 0 };
  readonly alarm: AlarmSettings;
  /** Whether the return to OK is told as well. */
  readonly notifyRecovery: boolean;
  /** What to do, step by step. */
  readonly runbook: readonly [string, ...string[]];
  readonly falsePositives: readonly string[];
  readonly knownGaps: readonly string[];
  /** Techniques of MITRE ATT&CK; none for an operational detection that no attack causes. */
  readonly attack: readonly string[];
  readonly matches: readonly [RecordedEvent, ...RecordedEvent[]];
  readonly nearMisses: readonly [NearMiss, ...NearMiss[]];
  /** Why a rule about alarms is broken here on purpose. */
  readonly waiver?: string;
}
