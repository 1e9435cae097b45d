/** The ways AWS writes an instant in alarm documents, all in UTC. */

/** `2026-09-14T05:51:48.775+0000`, in messages and reason data. */
export function toOffsetTimestamp(instantMs: number): string {
  return new Date(instantMs).toISOString().replace('Z', '+0000');
}

/** `14/09/26 05:50:00`, in state reasons: day first. */
export function toReasonTimestamp(instantMs: number): string {
  const [year = '', month = '', day = ''] = new Date(instantMs).toISOString().slice(2, 10).split('-');
  return `${day}/${month}/${year} ${new Date(instantMs).toISOString().slice(11, 19)}`;
}

/** `Monday 14 September, 2026 11:18:44 UTC`, in e-mails. */
export function toProseTimestamp(instantMs: number): string {
  const date = new Date(instantMs);
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(date);
  const iso = date.toISOString();
  return `${part({ weekday: 'long' })} ${iso.slice(8, 10)} ${part({ month: 'long' })}, ${iso.slice(0, 4)} ${iso.slice(11, 19)} UTC`;
}
