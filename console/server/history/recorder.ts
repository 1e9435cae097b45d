import type { AlarmTransition } from '../../../cloudwatch/alarm/index.ts';
import type { CloudTrailRecord } from '../../../local/cloudtrail/cloudtrail-record.ts';
import { mailSender } from '../../../local/notifications/mailbox.ts';
import type { RunEvent } from '../../../local/run/run-event.ts';
import { feeds } from '../../../stack/declared/feeds.ts';
import type { CauseView, Fault } from '../../protocol.ts';
import type { ConsoleRun } from '../console-run.ts';
import type { CallDetail } from './call-detail.ts';
import { createMatches } from './causes.ts';
import type { History } from './history.ts';
import { callOf, causeOf, idsOf } from './record-facts.ts';
import { type Caller, createRequestLog } from './request-log.ts';

type Of<Kind extends RunEvent['kind']> = Extract<RunEvent, { kind: Kind }>;

/** Turns what a run tells into the history that the page shows. */
export interface Recorder {
  record(event: RunEvent): void;
  recordFault(atMs: number, fault: Fault | null): void;
}

export function createRecorder({ plan }: Pick<ConsoleRun, 'plan'>, history: History): Recorder {
  return new HistoryRecorder(plan, history);
}

class HistoryRecorder implements Recorder {
  readonly #plan: ConsoleRun['plan'];
  readonly #history: History;
  readonly #requests = createRequestLog();
  readonly #matches = createMatches();

  constructor(plan: ConsoleRun['plan'], history: History) {
    this.#plan = plan;
    this.#history = history;
  }

  recordFault(atMs: number, fault: Fault | null): void {
    this.#history.add({ kind: 'fault', atMs, fault }, { fault });
  }

  record(event: RunEvent): void {
    const { atMs } = event;
    switch (event.kind) {
      case 'call':
        this.#history.add({ ...callOf(event.record), atMs }, callDetailOf(event));
        break;
      case 'unrecorded': {
        const { record, because } = event;
        this.#history.add({ kind: 'unrecorded', atMs, because, ...idsOf(record) }, record);
        break;
      }
      case 'delivery': {
        const ids = idsOf(JSON.parse(event.event.message) as CloudTrailRecord);
        this.#history.add(
          { kind: 'delivery', atMs, logGroupName: event.event.logGroupName, ...ids },
          event.event,
        );
        break;
      }
      case 'line':
        this.#recordLine(event);
        break;
      case 'match':
        for (const filterName of event.filterNames) this.#recordMatch(event, filterName);
        break;
      case 'rule-match': {
        const { ruleNames, record } = event;
        this.#history.add({ kind: 'rule-match', atMs, ruleNames, ...idsOf(record) }, record);
        break;
      }
      case 'untold':
        break;
      case 'transition':
        this.#recordTransition(event);
        break;
      case 'mail':
        recordMail(this.#history, event);
        break;
    }
  }

  #recordLine({ atMs, event }: Of<'line'>): void {
    const logged = this.#requests.read(event.message, atMs);
    if (logged === undefined) return;
    this.#history.add({ ...logged.request, atMs }, { logGroupName: event.logGroupName, lines: logged.lines });
  }

  #recordMatch({ atMs, event }: Of<'match'>, filterName: string): void {
    const cause = causeOf(event.message);
    const { eventId, kmsRequestId, requestId } = cause;
    const { id } = this.#history.add(
      {
        kind: 'match',
        atMs,
        filterName,
        detectionIds: alarmsFedBy(this.#plan, filterName),
        ...(eventId === undefined ? {} : { eventId }),
        ...(kmsRequestId === undefined ? {} : { kmsRequestId }),
        ...(requestId === undefined ? {} : { requestId }),
      },
      event,
    );
    this.#matches.add(filterName, event.timestamp, { ...cause, matchId: id, atMs });
  }

  #recordTransition({ atMs, transition }: Of<'transition'>): void {
    const { declaration, previousState, state } = transition;
    const filterNames = filtersFeeding(this.#plan, transition);
    const { causes, causeCount } = this.#matches.causesOf(transition, filterNames);
    this.#history.add(
      {
        kind: 'transition',
        atMs,
        detectionId: declaration.alarmName,
        from: previousState.value,
        to: state.value,
        reason: state.reason,
        causes: causes.map((cause) => ({ ...cause, ...this.#callerOf(cause) })),
        causeCount,
      },
      transition,
    );
  }

  #callerOf({ kmsRequestId }: CauseView): Caller | undefined {
    return kmsRequestId === undefined ? undefined : this.#requests.callerOf(kmsRequestId);
  }
}

function callDetailOf({ call, record }: Of<'call'>): CallDetail {
  return { call, record };
}

function recordMail(history: History, { atMs, mail, file, alarmName }: Of<'mail'>): void {
  const { to, subject, text } = mail;
  const view = {
    id: history.lastId + 1,
    atMs: mail.atMs,
    from: `${mailSender.name} <${mailSender.address}>`,
    to,
    subject,
    text,
    detectionId: alarmName,
    file,
  };
  history.add({ kind: 'mail', atMs, mail: view }, view);
}

function alarmsFedBy({ metricFilters, alarms }: ConsoleRun['plan'], filterName: string): string[] {
  const filter = metricFilters.find((each) => each.filterName === filterName);
  if (filter === undefined) return [];
  return alarms.filter((alarm) => feeds(filter, alarm)).map(({ alarmName }) => alarmName);
}

function filtersFeeding({ metricFilters }: ConsoleRun['plan'], { declaration }: AlarmTransition): string[] {
  return metricFilters.filter((filter) => feeds(filter, declaration)).map(({ filterName }) => filterName);
}
