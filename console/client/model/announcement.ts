import type { ConsoleEvent } from '../../protocol.ts';
import { formatTime } from './format-time.ts';
import type { RunModel } from './run-model.ts';

/** What a screen reader says without being asked: alarms at once, their end and mails when it has a moment. */
export interface Announcement {
  readonly urgent: boolean;
  readonly text: string;
}

/** The last thing among some events that is worth saying; that a new alarm settles on OK is not. */
export function announcementOf(events: readonly ConsoleEvent[], model: RunModel): Announcement | undefined {
  const said = events.flatMap((event) => announce(event, model) ?? []);
  return said.findLast(({ urgent }) => urgent) ?? said.at(-1);
}

function announce(event: ConsoleEvent, model: RunModel): Announcement | undefined {
  if (event.kind === 'mail' && /^ALARM/.test(event.mail.subject)) {
    return { urgent: false, text: `Mail for ${event.mail.to}: ${event.mail.subject}` };
  }
  if (event.kind !== 'transition') return undefined;
  const title = model.detection(event.detectionId)?.title ?? event.detectionId;
  const at = `${event.detectionId} at ${formatTime(event.atMs)} UTC`;
  if (event.to === 'ALARM') return { urgent: true, text: `Alarm: ${title}. ${at}.` };
  return event.from === 'ALARM' ? { urgent: false, text: `The alarm is over: ${title}. ${at}.` } : undefined;
}
