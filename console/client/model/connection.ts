import type { Announcement } from './announcement.ts';

/** Whether the page hears of its run. */
export type Connection = 'connecting' | 'live' | 'lost';

/** What a screen reader says when that changes: that the page has gone blind, and that it sees again. */
export function connectionAnnouncement(from: Connection, to: Connection): Announcement | undefined {
  if (from === to) return undefined;
  if (to === 'lost') return { urgent: true, text: 'The local run does not answer.' };
  return from === 'lost' ? { urgent: false, text: 'The local run answers again.' } : undefined;
}
