import type { Clients } from './clients.ts';
import type { Count, EvidenceFacts, RecordFacts } from './evidence.ts';
import type { EvidenceMessage } from './ports.ts';

/** What SNS takes. @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const maxSubjectLength = 100;
const shownInSentence = 3;

/** Puts the facts into words; the first two lines answer why the alarm fired. Pure. */
export function buildMessage(facts: EvidenceFacts): EvidenceMessage {
  return {
    id: `${facts.alarmName}/${facts.incident.id}/${facts.telling}`,
    telling: facts.telling,
    subject: buildSubject(facts),
    text: buildText(facts),
    facts,
  };
}

function buildSubject({ telling, severity, title, project, stack, records }: EvidenceFacts): string {
  const head = telling === 'recovered' ? 'over' : severity;
  const subject = `[${head}] ${title} (${project}/${stack}): ${plural(records, 'record')}`;
  return subject.replace(/[^\x20-\x7e]/g, '?').slice(0, maxSubjectLength);
}

function buildText(facts: EvidenceFacts): string {
  const isOver = facts.telling === 'recovered';
  return [
    ...opening(facts),
    '',
    ...(isOver ? [] : [`First step: ${facts.runbook[0] ?? ''}`, '', facts.meaning, '']),
    ...particulars(facts),
    ...section('By error', facts.records.byError.map(countLine)),
    ...section('By principal', facts.records.byPrincipal.map(countLine)),
    ...section("By client, from the service's own log", clientLines(facts.clients)),
    ...section('By source address, as CloudTrail saw it', facts.records.bySourceAddress.map(countLine)),
    ...section(requestHead(facts.records), facts.records.requestIds),
    ...section('Further steps', isOver ? [] : stepLines(facts.runbook)),
    '',
    'The records in Logs Insights:',
    facts.link,
    '',
  ].join('\n');
}

function opening(facts: EvidenceFacts): string[] {
  const { telling, title, incident, alarmName, records, clients } = facts;
  const what = `${whatHappened(records)}${whoDidIt(records)}`;
  const when = whenItHappened(records);
  if (telling === 'started') return [`${title}: ${what}.`, `${sentence(when)}; ${behindIt(clients)}.`];
  const lasted =
    incident.alarmSince === undefined || incident.endedAt === undefined
      ? ''
      : ` after ${duration(Date.parse(incident.endedAt) - Date.parse(incident.alarmSince))} in ALARM`;
  return [
    `Over: ${title}. ${alarmName} is back in OK${lasted}.`,
    `In all: ${what}, ${when}; ${behindIt(clients)}.`,
  ];
}

function whatHappened({ byError, count, complete, problem }: RecordFacts): string {
  if (count === 0 && complete) return 'no record is behind it';
  if (count === 0) return `the records behind it could not be read${problem ? ` (${problem})` : ' in time'}`;
  const [most = { what: '', count: 0 }, ...others] = byError;
  const rest = others.length === 0 ? '' : ` and ${count - most.count} of other kinds`;
  return `${complete ? '' : 'at least '}${most.count} x ${most.what}${rest}`;
}

function whoDidIt({ byPrincipal, by }: RecordFacts): string {
  if (byPrincipal.length === 0) return '';
  return ` by ${listed(by)}`;
}

function whenItHappened({ firstAt, lastAt, complete }: RecordFacts): string {
  if (firstAt === undefined || lastAt === undefined) {
    return complete ? 'nothing arrived in the time looked at' : 'when they were is unknown';
  }
  const [day, first] = firstAt.split('T');
  const [lastDay, last] = lastAt.split('T');
  const until = day === lastDay ? clock(last) : `${String(lastDay)} ${clock(last)}`;
  return first === last
    ? `on ${String(day)} at ${clock(first)} UTC`
    : `on ${String(day)} from ${clock(first)} to ${until} UTC`;
}

function behindIt(clients: Clients): string {
  if (!clients.known) return `the clients are unknown: ${clients.because}`;
  if (clients.addresses.length === 0) return "no client of the service's log is behind it";
  const named = clients.addresses.map(({ address, records }) => `${address} (${records})`);
  return `behind it: ${plural({ count: named.length, complete: clients.complete }, 'client')}, ${listed(named)}`;
}

function particulars({ alarmName, incident, reason, about, records }: EvidenceFacts): string[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Alarm', alarmName],
    ['In ALARM since', incident.alarmSince ?? 'not yet: EventBridge saw the records first'],
    ['Back in OK', incident.endedAt],
    ['Reason', reason],
    ['About', about],
    ['Records', `${records.count}${unreadNote(records)}`],
    [
      'First, last',
      records.firstAt === undefined ? undefined : `${records.firstAt}, ${String(records.lastAt)}`,
    ],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [`${label.padEnd(16)}${value}`]));
}

function unreadNote({ complete, problem }: RecordFacts): string {
  return complete ? '' : ` or more; not all were read${problem === undefined ? '' : `: ${problem}`}`;
}

function clientLines(clients: Clients): string[] {
  if (!clients.known) return [`  unknown: ${clients.because}`];
  const { addresses, unmatched, complete, problem = 'it is too long' } = clients;
  return [
    ...addresses.map(({ address, records, answers }) =>
      countLine({ what: `${address}  ${answers.join(', ')}`.trimEnd(), count: records }),
    ),
    ...(unmatched === 0 ? [] : [countLine({ what: 'of no call in the log', count: unmatched })]),
    ...(complete ? [] : [`        not all of the log was read: ${problem}`]),
  ];
}

function requestHead({ requestIds, count }: RecordFacts): string {
  return requestIds.length < count ? `Request ids, the latest ${requestIds.length}` : 'Request ids';
}

function stepLines([, ...further]: readonly string[]): string[] {
  return further.map((step, index) => `  ${index + 2}. ${step}`);
}

function section(head: string, lines: readonly string[]): string[] {
  return lines.length === 0
    ? []
    : ['', `${head}:`, ...lines.map((line) => (line.startsWith(' ') ? line : `  ${line}`))];
}

function countLine({ what, count }: Count): string {
  return `${String(count).padStart(6)}  ${what}`;
}

/** `a, b, c and 4 more` */
function listed(names: readonly string[]): string {
  const more = names.length - shownInSentence;
  const shown = names.slice(0, shownInSentence).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function plural({ count, complete }: Pick<RecordFacts, 'count' | 'complete'>, what: string): string {
  return `${count}${complete ? '' : '+'} ${what}${count === 1 ? '' : 's'}`;
}

function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return 'less than a minute';
  const hours = Math.floor(minutes / 60);
  const rest = `${minutes % 60} min`;
  return hours === 0 ? rest : `${hours} h ${rest}`;
}

function clock(time: string | undefined): string {
  return (time ?? '').slice(0, 8);
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
