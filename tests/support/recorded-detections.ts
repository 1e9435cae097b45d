import {
  detections,
  type NearMiss,
  type RecordDetection,
  type RecordedEvent,
  type RecordScope,
  type CompiledEventPattern,
} from '../../detections/index.ts';

/** A pattern of the catalogue with the events recorded for it. */
export interface RecordedPattern {
  readonly id: string;
  /** The detection, and which of its patterns where it has several. */
  readonly name: string;
  readonly deployment: 'always' | 'lab';
  readonly pattern: string;
  readonly eventPattern: CompiledEventPattern;
  /** The query for the same subject. */
  readonly query: string;
  readonly matches: readonly RecordedEvent[];
  readonly nearMisses: readonly NearMiss[];
}

/** The detections that look at records. */
export const recordDetections: readonly RecordDetection[] = detections.filter(
  (detection) => detection.scope !== 'log-group',
);

/** Every pattern of the catalogue. */
export const recordedPatterns: readonly RecordedPattern[] = recordDetections.flatMap(patternsOf);

function patternsOf<S extends RecordScope>(detection: RecordDetection<S>): RecordedPattern[] {
  const { id, deployment, recordings } = detection;
  return recordings.map(({ subject, matches, nearMisses }, index) => ({
    id,
    name: recordings.length === 1 ? id : `${id} (${index + 1})`,
    deployment,
    pattern: detection.filterPattern(subject),
    eventPattern: detection.eventPattern(subject),
    query: detection.logsInsightsQuery([subject]),
    matches,
    nearMisses,
  }));
}
