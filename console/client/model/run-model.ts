import type {
  ConsoleEvent,
  DatapointView,
  DetectionView,
  Fault,
  MailView,
  Snapshot,
  TransitionEvent,
} from '../../protocol.ts';
import { type Series, createSeries } from './series.ts';
import { type Tally, createTally } from './tally.ts';
import { Traces } from './trace.ts';

/** What the page remembers at most; older things are forgotten, so that a page left open for days stays small. */
export const limits = { traces: 2_000, mails: 500, transitions: 100, points: 1_500 };

/**
 * What the page knows of a run: the snapshot, kept up to date by the stream. It changes in place, because a thousand
 * events a second leave no time to copy; whoever shows it draws anew after a change.
 */
export interface RunModel {
  readonly snapshot: Snapshot;
  readonly traces: Traces;
  readonly tally: Tally;
  /** In the order of the declaration, as they are now. */
  detections(): readonly DetectionView[];
  detection(id: string): DetectionView | undefined;
  series(id: string): Series | undefined;
  /** Newest first. */
  mails(): readonly MailView[];
  readonly fault: Fault | null;
  foldEvents(events: readonly ConsoleEvent[]): void;
  foldDatapoints(datapoints: readonly DatapointView[]): void;
}

/** Builds the model of a snapshot. */
export function createRunModel(snapshot: Snapshot): RunModel {
  const detections = new Map(snapshot.detections.map((one) => [one.id, one]));
  const series = new Map(snapshot.series.map((one) => [one.id, createSeries(one, limits.points)]));
  const traces = new Traces(limits.traces);
  const tally = createTally();
  let mails: readonly MailView[] = snapshot.mails.slice(-limits.mails);
  let fault = snapshot.fault;

  const remember = (event: ConsoleEvent): void => {
    traces.fold(event);
    tally.count(event);
  };
  /** The snapshot's lists hold what its own events did; only later ones change them. */
  const apply = (event: ConsoleEvent): void => {
    if (event.kind === 'transition') {
      const detection = detections.get(event.detectionId);
      if (detection !== undefined) detections.set(detection.id, enter(detection, event));
    } else if (event.kind === 'mail') mails = [...mails, event.mail].slice(-limits.mails);
    else if (event.kind === 'fault') fault = event.fault;
  };
  snapshot.events.forEach(remember);

  return {
    snapshot,
    traces,
    tally,
    detections: () => [...detections.values()],
    detection: (id) => detections.get(id),
    series: (id) => series.get(id),
    mails: () => mails.toReversed(),
    get fault() {
      return fault;
    },
    foldEvents(events) {
      events.forEach(remember);
      events.forEach(apply);
    },
    foldDatapoints(datapoints) {
      for (const { seriesId, startMs, value } of datapoints) series.get(seriesId)?.put(startMs, value);
    },
  };
}

function enter(detection: DetectionView, transition: TransitionEvent): DetectionView {
  const { to, reason, atMs } = transition;
  return {
    ...detection,
    state: { value: to, reason, sinceMs: atMs },
    transitions: [...detection.transitions, transition].slice(-limits.transitions),
  };
}
