import { formatIso, formatPreciseTime, formatTime } from '../model/format-time.ts';

/** A time of the run, UTC. */
export function ClockTime({ atMs, precise = false }: { readonly atMs: number; readonly precise?: boolean }) {
  return (
    <time class="time" dateTime={formatIso(atMs)}>
      {precise ? formatPreciseTime(atMs) : formatTime(atMs)}
    </time>
  );
}
