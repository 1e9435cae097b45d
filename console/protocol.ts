/**
 * What the console's server and its page say to each other, all of it JSON. Times are epoch milliseconds.
 *
 * | route                                       | answer                                                        |
 * | ------------------------------------------- | ------------------------------------------------------------- |
 * | `GET /api/snapshot`                         | {@link Snapshot}                                              |
 * | `GET /api/events?after=CURSOR`              | server-sent events, see {@link StreamMessages}                |
 * | `GET /api/events/ID`                        | {@link Detail}: the whole JSON behind one event               |
 * | `GET /api/events/ID/record`                 | {@link Detail}: CloudTrail's record of a call                 |
 * | `GET /api/events/ID/datapoint?detection=ID` | {@link Detail}: what a match was counted in                   |
 * | `GET /api/alarms/ID`                        | {@link Detail}: a detection's alarm, as CloudWatch describes it |
 * | `GET /api/explain?event=ID&detection=ID`    | {@link DetectionExplanation}                                  |
 * | `POST /api/try/SCENARIO`                    | {@link TryOutcome}                                            |
 * | `POST /api/fault`, body {@link FaultOrder}  | {@link FaultOrder}, as it is now                              |
 *
 * Failures are answered with a status from 400 on and a {@link Problem}. A POST carries the page's own Origin and
 * `Content-Type: application/json`, or it is refused.
 */
import type { PatternExplanation } from '../cloudwatch/filter-pattern/index.ts';
import type { ConsoleEvent } from './protocol/events.ts';
import type { FilterView } from './protocol/snapshot.ts';

export type * from './protocol/events.ts';
export type * from './protocol/mails.ts';
export type * from './protocol/scenarios.ts';
export type * from './protocol/snapshot.ts';

/** A value of a graph as it is now; the period may not have ended yet. */
export interface DatapointView {
  readonly seriesId: string;
  readonly startMs: number;
  readonly value: number;
}

/**
 * The stream's messages by the name of their event; the data of each is JSON. The id of each is a cursor, which the
 * browser sends back by itself (`Last-Event-ID`) when it connects again.
 */
export interface StreamMessages {
  /** Oldest first; many at once. */
  readonly events: readonly ConsoleEvent[];
  /** Values of graphs that changed. They are not kept: a new snapshot has them. */
  readonly datapoints: readonly DatapointView[];
  /** The page missed events that are no longer kept, or those of another run: it asks for a new snapshot. */
  readonly reset: { readonly because: 'forgotten' | 'another-run' };
}

/** The whole JSON behind a step: the call, the record, the log event, the datapoint, the transition as CloudWatch tells it. */
export interface Detail {
  readonly detail: unknown;
}

/** Why an event does or does not match, filter by filter. */
export interface DetectionExplanation {
  readonly eventId: number;
  readonly detectionId: string;
  readonly filters: readonly (FilterView & PatternExplanation)[];
}

export interface Problem {
  readonly message: string;
}
