import type { AlarmHistoryItem, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { actionsOfAlarm, isTransitionToAlarm } from './alarm-history.ts';
import type { AlarmWatch } from './alarm-watch.ts';
import { describeHistory } from './describe-history.ts';
import { exerciseService } from './exercise-service.ts';
import { SmokeError } from './smoke-error.ts';
import type { StackOutputs } from './stack-outputs.ts';
import type { TimelineEntry } from './timeline.ts';
import type { TrailRecord } from './trail-records.ts';
import { waitFor, type Clock } from './wait-for.ts';

/** Everything the scenario touches. */
export interface SmokeDependencies {
  readonly outputs: StackOutputs;
  readonly alarms: AlarmWatch;
  /** Wrong-key records delivered since a time; rejects where the caller may not read the log group. */
  readonly wrongKeyRecords: (sinceMs: number) => Promise<readonly TrailRecord[]>;
  readonly clock: Clock;
  readonly pollMs: number;
  /** How long the alarm and its notification may take. */
  readonly deadlineMs: number;
  /** How long an alarm that is in ALARM from before may take to recover. */
  readonly settleDeadlineMs: number;
  readonly onProgress: (message: string) => void;
  /** Try wrong keys even where the stack's alarms page people. */
  readonly wrongKeys: boolean;
}

export interface SmokeReport {
  readonly passed: boolean;
  readonly timeline: readonly TimelineEntry[];
  /** One sentence for each expectation that did not hold. */
  readonly problems: readonly string[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

/**
 * The title of the detection that answers to a single wrong key, which heads its alarm's description in every stack; a
 * stack may call the alarm itself as it likes.
 */
const wrongKeyTitle = 'Somebody used a wrong key';

/** How `infra/` marks, in an alarm's description, that it wakes somebody. */
const pages = /^\[page\]/;

/**
 * The lab's test against a running stack: a good decrypt, wrong keys and an unknown name, then the alarm and its
 * notification, each with its time. Only history since the start of this run counts, because an alarm may have
 * been in ALARM before: that is waited out first, since CloudWatch tells of changes only.
 * @throws SmokeError when no alarm of the stack answers to a single wrong key.
 */
export async function runSmoke(deps: SmokeDependencies): Promise<SmokeReport> {
  const { outputs, alarms, clock } = deps;
  const described = await alarms.describe();
  const notes: string[] = [];
  const tryWrongKeys = deps.wrongKeys || outputs.awsEndpointUrl !== undefined || !described.some(pagesPeople);
  if (!tryWrongKeys) {
    notes.push(
      'No wrong key was tried: the alarms of this stack page people. Give --wrong-keys to try them all the same.',
    );
  }
  const watched = tryWrongKeys ? watchedAlarm(outputs, described) : undefined;
  if (watched !== undefined && !(await settles(deps, described, watched))) {
    const problem = `${watched} stayed in ALARM: somebody else is trying wrong keys, or the alarm latches.`;
    return { passed: false, timeline: [], problems: [problem], notes };
  }

  const startMs = clock.now();
  const exercise = await exerciseService({
    endpoint: outputs.applicationEndpoint,
    tryWrongKeys,
    now: () => clock.now(),
  });
  const problems = [...exercise.problems];
  const entries = [...exercise.entries];
  if (watched !== undefined && exercise.refusals > 0) {
    const observed = await observe(deps, watched, startMs, exercise.refusals);
    entries.push(...observed.entries);
    problems.push(...observed.problems);
    notes.push(...observed.notes);
  }
  return { passed: problems.length === 0, timeline: entries, problems, notes };
}

function pagesPeople(alarm: MetricAlarm): boolean {
  return (
    alarm.ActionsEnabled === true &&
    (alarm.AlarmActions ?? []).length > 0 &&
    pages.test(alarm.AlarmDescription ?? '')
  );
}

/**
 * The alarm to wait for. Those of other roles that the stack watches come after that of its own.
 * @throws SmokeError when there is none.
 */
function watchedAlarm({ alarmNames }: StackOutputs, described: readonly MetricAlarm[]): string {
  const descriptions = new Map(
    described.map(({ AlarmName, AlarmDescription }) => [AlarmName, AlarmDescription]),
  );
  const watched = alarmNames.find((name) => titleOf(descriptions.get(name)) === wrongKeyTitle);
  if (watched === undefined) {
    throw new SmokeError(
      `No alarm of this stack answers to a single wrong key: the description of none begins with "${wrongKeyTitle}". Deploy the stack from this version of Keywatch, then try again.`,
    );
  }
  return watched;
}

/** The first line of an alarm's description, without its severity. */
function titleOf(description = ''): string {
  return description.replace(/^\[\w+\] /, '').replace(/\n.*$/s, '');
}

/** Waits until an alarm is out of ALARM; resolves to whether it is. */
async function settles(
  deps: SmokeDependencies,
  described: readonly MetricAlarm[],
  watched: string,
): Promise<boolean> {
  if (described.find((alarm) => alarm.AlarmName === watched)?.StateValue !== 'ALARM') return true;
  const settled = await waitFor(
    async () =>
      (await deps.alarms.describe()).find((a) => a.AlarmName === watched && a.StateValue !== 'ALARM'),
    {
      ...deps,
      deadlineMs: deps.settleDeadlineMs,
      onProgress: (seconds) =>
        deps.onProgress(`${watched} is in ALARM from before; waiting for it to recover (${seconds} s)`),
    },
  );
  return settled !== undefined;
}

async function observe(
  deps: SmokeDependencies,
  watched: string,
  startMs: number,
  refusals: number,
): Promise<Pick<SmokeReport, 'problems' | 'notes'> & { entries: TimelineEntry[] }> {
  const notified = await waitFor(
    async () => {
      const history = await deps.alarms.historySince(watched, startMs);
      return actionsOfAlarm(history).length > 0 ? history : undefined;
    },
    {
      ...deps,
      onProgress: (seconds) => deps.onProgress(`waiting for ${watched} and its mail (${seconds} s)`),
    },
  );
  const history = notified ?? (await deps.alarms.historySince(watched, startMs));
  const problems: string[] = [];
  if (!history.some(isTransitionToAlarm)) {
    problems.push(`${watched} did not go to ALARM within ${Math.round(deps.deadlineMs / 1000)} s.`);
  } else if (actionsOfAlarm(history).length === 0) {
    problems.push(`${watched} went to ALARM, but no action of it was executed: nobody was told.`);
  }
  const others = await historiesSince(
    deps,
    deps.outputs.alarmNames.filter((name) => name !== watched),
    startMs,
  );
  const { entries: records, notes } = await readRecords(deps, startMs, refusals);
  return {
    entries: [...records, ...[history, ...others].flatMap(describeHistory)],
    problems,
    notes,
  };
}

/** One alarm after another: a stack may have hundreds, and CloudWatch throttles whoever asks for all at once. */
async function historiesSince(
  { alarms }: SmokeDependencies,
  alarmNames: readonly string[],
  sinceMs: number,
): Promise<(readonly AlarmHistoryItem[])[]> {
  const histories: (readonly AlarmHistoryItem[])[] = [];
  for (const name of alarmNames) histories.push(await alarms.historySince(name, sinceMs));
  return histories;
}

async function readRecords(
  deps: SmokeDependencies,
  startMs: number,
  refusals: number,
): Promise<{ entries: TimelineEntry[]; notes: string[] }> {
  let records: readonly TrailRecord[];
  try {
    records = await deps.wrongKeyRecords(startMs);
  } catch (error) {
    return { entries: [], notes: [`The trail's log group could not be read: ${(error as Error).message}`] };
  }
  const notes =
    records.length < refusals
      ? [`CloudTrail has delivered ${records.length} of ${refusals} records so far.`]
      : [];
  const entries = records.flatMap((record): TimelineEntry[] => {
    const { requestId } = record;
    return [
      {
        atMs: record.eventTimeMs,
        wholeSecond: true,
        stage: 'KMS error',
        what: `${record.eventName} ${record.errorCode}, request ${requestId}`,
      },
      {
        atMs: record.deliveredMs,
        stage: 'delivery',
        what: `record of request ${requestId} is in the log group`,
      },
    ];
  });
  return { entries, notes };
}
