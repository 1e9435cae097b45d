import Table from 'cli-table3';
import type { AlarmFacts, ReplayReport, TransitionFacts } from './report.ts';

const noBorders = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '' },
  middle: '  ',
};

/** Transitions that are told per alarm; `--json` has all. */
const maxTransitions = 20;

/** The report as a person reads it: summary, what fired and why, what was not read. */
export function renderReport(report: ReplayReport): string {
  const sections = [
    renderArchive(report),
    renderSummary(report.alarms),
    ...report.alarms.filter(({ timesInAlarm }) => timesInAlarm > 0).map(renderAlarm),
    ...(report.alarms.some(({ thresholds }) => thresholds !== undefined)
      ? [renderThresholds(report.alarms)]
      : []),
    renderRemarks(report),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function renderArchive({ stack, logGroupName, archive, deliveryDelaySeconds }: ReplayReport): string {
  const { files, events, eventsOutside, firstEvent, lastEvent } = archive;
  const outside = eventsOutside === 0 ? '' : `, ${eventsOutside} outside of the time asked for`;
  const span =
    firstEvent === undefined
      ? ''
      : `\nDelivered from ${firstEvent} to ${lastEvent ?? firstEvent}, records ${deliveryDelaySeconds} s after their eventTime.`;
  return `Stack ${stack}, log group ${logGroupName}: ${count(events, 'event')} in ${count(files, 'file')}${outside}.${span}`;
}

function renderSummary(alarms: readonly AlarmFacts[]): string {
  const rows = alarms.map((alarm) => [
    alarm.alarmName,
    alarm.matches,
    alarm.datapointCount,
    alarm.highestDatapoint ?? '-',
    alarm.threshold,
    alarm.timesInAlarm,
    alarm.notifications,
    alarm.finalState,
  ]);
  const head = [
    'alarm',
    'matches',
    'minutes',
    'highest',
    'threshold',
    'fired',
    'notifications',
    'at the end',
  ];
  return renderTable(head, rows, [1, 2, 3, 4, 5, 6]);
}

function renderAlarm({ alarmName, transitions }: AlarmFacts): string {
  const changes = transitions.filter(({ isSettling }) => !isSettling);
  const told = changes.slice(0, maxTransitions).map(renderTransition);
  const more = changes.length - told.length;
  return [alarmName, ...told, ...(more > 0 ? [`  and ${more} more changes of state, see --json`] : [])].join(
    '\n',
  );
}

function renderTransition({
  at,
  from,
  to,
  reason,
  notifications,
  causes,
  causeCount,
}: TransitionFacts): string {
  const notified = notifications.length === 0 ? '' : `, ${count(notifications.length, 'notification')}`;
  const head = `  ${at}  ${from} -> ${to}${notified}. ${reason}`;
  if (causes.length === 0) return head;
  const rows = causes.map((cause) => [
    `    ${cause.time}`,
    `${cause.eventSource?.split('.')[0] ?? '-'}:${cause.eventName ?? '-'}`,
    cause.errorCode ?? 'ok',
    cause.sourceIPAddress ?? '-',
    cause.principal ?? '-',
    cause.requestID ?? '-',
  ]);
  const more = causeCount - causes.length;
  return [
    head,
    renderTable(undefined, rows, []),
    ...(more > 0 ? [`    and ${count(more, 'more event')}`] : []),
  ].join('\n');
}

function renderThresholds(alarms: readonly AlarmFacts[]): string {
  const rows = alarms.flatMap(({ alarmName, thresholds = [] }) =>
    thresholds.map(({ threshold, alarms: fired, isDeclared }) => [
      alarmName,
      threshold,
      fired,
      isDeclared ? 'declared' : '',
    ]),
  );
  return renderTable(['alarm', 'threshold', 'would have fired', ''], rows, [1, 2]);
}

function renderRemarks({ duplicates, notReplayed, archive, problems, notes }: ReplayReport): string {
  return [
    ...(duplicates.events > 0
      ? [
          `${duplicates.isComplete ? '' : 'At least '}${count(duplicates.events, 'matching event')} delivered more than once (same eventID); each delivery counts, as on CloudWatch.`,
        ]
      : []),
    ...notReplayed.map(({ alarmName, because }) => `Not replayed: ${alarmName}, because ${because}.`),
    ...(archive.ignoredFiles > 0
      ? [`${count(archive.ignoredFiles, 'file')} ignored: no logs by name or folder.`]
      : []),
    ...notes.map((note) => `Note: ${note}`),
    ...problems.map(({ path, problem }) => `Not read: ${printable(path)}: ${printable(problem)}`),
  ].join('\n');
}

function renderTable(
  head: readonly string[] | undefined,
  rows: readonly (readonly (string | number)[])[],
  rightAligned: readonly number[],
): string {
  const columns = head?.length ?? rows[0]?.length ?? 0;
  const table = new Table({
    head: [...(head ?? [])],
    colAligns: Array.from({ length: columns }, (_, column) =>
      rightAligned.includes(column) ? 'right' : 'left',
    ),
    chars: noBorders,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => row.map((cell) => (typeof cell === 'string' ? printable(cell) : cell))));
  const lines = table.toString().split('\n');
  return lines.map((line) => line.trimEnd()).join('\n');
}

/** Text from an archive is not ours: what would steer a terminal is shown as a replacement character. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
