import type { DetailPath } from './detail-path.ts';

/** A path's stages, in their order. */
export const stages = [
  'request',
  'kms',
  'cloudtrail',
  'delivery',
  'match',
  'datapoint',
  'alarm',
  'notification',
] as const;

export type Stage = (typeof stages)[number];

export const stageTitles: Readonly<Record<Stage, string>> = {
  request: 'Request',
  kms: 'KMS call',
  cloudtrail: 'CloudTrail record',
  delivery: 'Delivery',
  match: 'Filter match',
  datapoint: 'Datapoint',
  alarm: 'Alarm state',
  notification: 'Notification',
};

/**
 * How far a stage is. `done`: it happened; `failed`: it happened and refused or broke something; `waiting`: it is
 * expected; `ends`: the path stops here and that is right; `none`: it is not reached.
 */
export type Progress = 'done' | 'failed' | 'waiting' | 'ends' | 'none';

/** Something that happened, or will, at one stage of a request's path. */
export interface PathStep {
  readonly stage: Stage;
  readonly progress: Progress;
  readonly atMs?: number;
  readonly title: string;
  readonly detail?: string;
  /** Where its whole JSON is. */
  readonly detailPath?: DetailPath;
  /** The detection it is about. */
  readonly detectionId?: string;
  readonly mailId?: number;
}
