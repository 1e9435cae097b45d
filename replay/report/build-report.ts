import {
  type AlarmDeclaration,
  type AlarmTransition,
  buildSnsSubject,
} from '../../cloudwatch/alarm/index.ts';
import type { FoundArchives } from '../archive/find-archives.ts';
import { runAlarm, type Span } from '../alarms/run-alarm.ts';
import { buildTimeline } from '../alarms/timeline.ts';
import { tuneAlarm } from '../alarms/tune.ts';
import { feeds } from '../../stack/declared/feeds.ts';
import type { ReplayPlan } from '../replay-plan.ts';
import type { ScannedArchives } from '../scan-archives.ts';
import type { Cause } from '../tally/causes.ts';
import { minuteOfSlot, slotOf } from '../tally/slot.ts';
import { findCauses } from './find-causes.ts';
import type { AlarmFacts, CauseFacts, MetricFilterFacts, ReplayReport, TransitionFacts } from './report.ts';

const minuteMs = 60_000;

/** Datapoints that a report lists per alarm. */
const maxDatapoints = 1000;

export interface ReportOptions {
  readonly deliveryDelaySeconds: number;
  readonly tune: boolean;
}

/** Runs the alarms over what scanning found and puts all facts together. */
export function buildReport(
  plan: ReplayPlan,
  archives: FoundArchives,
  scanned: ScannedArchives,
  options: ReportOptions,
): ReplayReport {
  const { tally, duplicates } = scanned;
  return {
    stack: plan.stack,
    logGroupName: plan.logGroupName,
    deliveryDelaySeconds: options.deliveryDelaySeconds,
    archive: {
      files: archives.files.length,
      bytes: archives.files.reduce((sum, { bytes }) => sum + bytes, 0),
      ignoredFiles: archives.ignoredFiles,
      events: tally.events,
      eventsOutside: tally.eventsOutside,
      firstEvent: instant(tally.firstMs),
      lastEvent: instant(tally.lastMs),
    },
    metricFilters: plan.metricFilters.map((_, index) => filterFacts(plan, scanned, index)),
    alarms: plan.alarms.map((alarm) => alarmFacts(alarm, plan, scanned, options)),
    duplicates: { events: duplicates.of(-1), isComplete: duplicates.isComplete },
    notReplayed: plan.notReplayed,
    problems: [...archives.problems, ...scanned.problems],
    notes: notesOn(plan, scanned),
  };
}

function filterFacts(
  { metricFilters }: ReplayPlan,
  { tally, duplicates }: ScannedArchives,
  index: number,
): MetricFilterFacts {
  const filter = metricFilters[index];
  const found = tally.filters[index];
  if (filter === undefined || found === undefined)
    throw new RangeError(`There is no metric filter ${index}.`);
  return {
    filterName: filter.filterName,
    filterPattern: filter.filterPattern,
    namespace: filter.metricTransformation.namespace,
    metricName: filter.metricTransformation.name,
    matches: found.matches,
    duplicates: duplicates.of(index),
    firstMatch: instant(found.firstMatchMs),
    lastMatch: instant(found.lastMatchMs),
  };
}

function alarmFacts(
  alarm: AlarmDeclaration,
  plan: ReplayPlan,
  { tally }: ScannedArchives,
  { tune }: ReportOptions,
): AlarmFacts {
  const timeline = buildTimeline(alarm, plan.metricFilters, tally);
  const span = spanOf(tally);
  const run = runAlarm(alarm, timeline, span);
  const fedBy = plan.metricFilters.flatMap((filter, index) => (feeds(filter, alarm) ? index : []));
  const lively = timeline.livelyMinutes();
  const transitions = run.transitions.map((transition) => transitionFacts(transition, plan, tally));
  return {
    alarmName: alarm.alarmName,
    metricFilters: fedBy.flatMap((index) => plan.metricFilters[index]?.filterName ?? []),
    matches: fedBy.reduce((sum, index) => sum + (tally.filters[index]?.matches ?? 0), 0),
    datapoints: lively
      .slice(0, maxDatapoints)
      .map(({ startMs, sum }) => ({ timestamp: new Date(startMs).toISOString(), value: sum })),
    datapointCount: lively.length,
    highestDatapoint: run.highestDatapoint,
    threshold: alarm.threshold,
    transitions,
    timesInAlarm: transitions.filter(({ to }) => to === 'ALARM').length,
    notifications: transitions.reduce((sum, { notifications }) => sum + notifications.length, 0),
    finalState: run.state,
    ...(tune ? { thresholds: tuneAlarm(alarm, timeline, span, run) } : {}),
  };
}

/** The minutes the events were delivered in; an archive without events covers no time. */
function spanOf({ firstMs, lastMs }: ScannedArchives['tally']): Span {
  if (firstMs > lastMs) return { startMs: 0, endMs: 0 };
  return {
    startMs: minuteOfSlot(slotOf(firstMs, false)),
    endMs: minuteOfSlot(slotOf(lastMs, false)) + minuteMs,
  };
}

function transitionFacts(
  transition: AlarmTransition,
  plan: ReplayPlan,
  tally: ScannedArchives['tally'],
): TransitionFacts {
  const { previousState, state, actions, configurationUpdatedMs } = transition;
  const isSettling = previousState.updatedMs === configurationUpdatedMs && state.value === 'OK';
  const found = state.value === 'ALARM' ? findCauses(transition, plan, tally) : { listed: [], count: 0 };
  return {
    at: new Date(state.updatedMs).toISOString(),
    from: previousState.value,
    to: state.value,
    reason: state.reason,
    isSettling,
    notifications: isSettling
      ? []
      : actions.map((action) => ({ action, subject: buildSnsSubject(transition) })),
    causes: found.listed.map(({ filterName, cause }) => causeFacts(filterName, cause)),
    causeCount: found.count,
  };
}

function causeFacts(metricFilter: string, { timeMs, deliveredMs, ...facts }: Cause): CauseFacts {
  return {
    metricFilter,
    time: new Date(timeMs).toISOString(),
    delivered: new Date(deliveredMs).toISOString(),
    ...facts,
  };
}

/** What could make silence mean something else than peace. */
function notesOn({ metricFilters }: ReplayPlan, { tally }: ScannedArchives): readonly string[] {
  const patterns = metricFilters.map(({ filterPattern }) => filterPattern).join(' ');
  const named = new Set([...patterns.matchAll(/:(\d{12}):/g)].map(([, account = '']) => account));
  const seen = [...tally.accounts.keys()];
  const areOthers = named.size > 0 && seen.length > 0 && !seen.some((account) => named.has(account));
  return [
    ...(areOthers
      ? [
          `The patterns name account ${[...named].join(', ')}; the archives are of ${seen.join(', ')}. Say whose they are with --account, and with --task-role which role stands for the service's.`,
        ]
      : []),
    ...(tally.causes.horizonMs === Infinity
      ? []
      : [
          `So much matches that causes are listed only for alarms before ${new Date(tally.causes.horizonMs).toISOString()}; the counts are complete.`,
        ]),
  ];
}

function instant(timeMs: number): string | undefined {
  return Number.isFinite(timeMs) ? new Date(timeMs).toISOString() : undefined;
}
