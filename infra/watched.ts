import type * as pulumi from '@pulumi/pulumi';
import type { RecordScope, Subjects } from '../detections/index.ts';
import type { DetectionOverrides } from './detection-overrides.ts';
import type { Names } from './names.ts';

/** A subject, and what sets its metric filter apart from others of the same detection. */
export interface WatchedSubject<S extends RecordScope> {
  /** Kebab case; part of physical names. `undefined` where a detection has one subject. */
  readonly word: string | undefined;
  /** What AWS decides (ids, addresses) is known only once it exists. */
  readonly subject: pulumi.Input<Subjects[S]>;
}

/** What one alarm is about. */
export interface Watch<S extends RecordScope> {
  /** Whose it is, where several of a kind have an alarm each; `undefined` for the stack's own. */
  readonly identity: string | undefined;
  /** The same for a person, in the alarm's text. */
  readonly about: string;
  readonly subjects: readonly WatchedSubject<S>[];
}

/** Why there is nothing to watch, and what cures it. */
export interface Unknown {
  /** For whom; `undefined`: for the whole stack. */
  readonly whose: string | undefined;
  readonly because: string;
}

/** What is watched in a scope, and what can't be. */
export interface Watched<S extends RecordScope> {
  readonly watches: readonly Watch<S>[];
  readonly unknown: readonly Unknown[];
}

/** All that a stack watches: subjects of records by scope, and the log group the records arrive in. */
export interface WatchedSubjects {
  readonly records: { readonly [S in RecordScope]: Watched<S> };
  readonly logGroup: Subjects['log-group'];
}

/** Where a role's tasks call from. */
export type Origin = Pick<Subjects['origin'], 'sourceAddresses' | 'vpcEndpointIds'>;

/** The settings that say what there is to watch. */
export interface WatchSettings {
  readonly deployApplication: boolean;
  readonly monitorRoleArns: readonly string[];
  readonly monitorKeyArns: readonly string[];
  readonly monitorOrigins: readonly string[];
  readonly keyAdministratorArns: readonly string[];
  /** Keys that the stack's own service still decrypts with. */
  readonly previousKeyArns: readonly string[];
  readonly trailLogGroupName: string | undefined;
  readonly alarmTopicName: string | undefined;
  readonly containerInsights: boolean;
  readonly waf: boolean;
  /** None: nobody explains the alarms. */
  readonly evidenceChannels: readonly string[];
  /** Of the channels, where these are on. */
  readonly evidenceWebhookSecretArn: string | undefined;
  readonly evidenceSlackSecretArn: string | undefined;
  readonly fastPath: boolean;
  readonly detections: Readonly<Record<string, DetectionOverrides | undefined>>;
}

export interface WatchedSubjectsArgs {
  readonly names: Names;
  readonly settings: WatchSettings;
  /** Where the stack's own tasks call from; `undefined`: nobody knows, their addresses change. */
  readonly taskOrigin: pulumi.Input<Origin> | undefined;
  /** ARNs of the stack's KMS keys by the last word of their alias; `application` is the service's. */
  readonly keyArns: Readonly<Record<string, pulumi.Input<string>>>;
}
