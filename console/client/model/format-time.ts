const minuteMs = 60_000;

/** `06:31:01`, UTC. */
export function formatTime(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 19);
}

/** `06:31:01.058`, UTC: where the order of steps within a second matters. */
export function formatPreciseTime(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 23);
}

/** `Sun, 22 Nov 2026 06:31:01 UTC`, as a mail's head says it. */
export function formatMailDate(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', 'UTC');
}

/** A time that a `time` element understands. */
export function formatIso(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** How long something takes, in the two units that matter: `0 ms`, `850 ms`, `2.01 s`, `1 min 5 s`, `2 h 3 min`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 10_000) return `${Number((durationMs / 1_000).toFixed(2))} s`;
  const seconds = Math.round(durationMs / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const [minutes, restSeconds] = [Math.floor(seconds / 60), seconds % 60];
  if (minutes < 60) return restSeconds === 0 ? `${minutes} min` : `${minutes} min ${restSeconds} s`;
  const [hours, restMinutes] = [Math.floor(minutes / 60), minutes % 60];
  return restMinutes === 0 ? `${hours} h` : `${hours} h ${restMinutes} min`;
}

/** What is left until a time: `in 24 s`, or `now` once it has come. */
export function formatUntil(atMs: number, nowMs: number): string {
  const leftMs = atMs - nowMs;
  return leftMs <= 0 ? 'now' : `in ${formatDuration(Math.ceil(leftMs / 1_000) * 1_000)}`;
}

/** How long ago something was: `just now`, `24 s ago`, `3 min ago`. */
export function formatAgo(atMs: number, nowMs: number): string {
  const agoMs = Math.max(0, nowMs - atMs);
  if (agoMs < 1_000) return 'just now';
  const roundedMs =
    agoMs < minuteMs ? Math.floor(agoMs / 1_000) * 1_000 : Math.floor(agoMs / minuteMs) * minuteMs;
  return `${formatDuration(roundedMs)} ago`;
}

/** A number of seconds in words that fit a period: `10 s`, `1 min`, `5 min`, `1 h`. */
export function formatPeriod(seconds: number): string {
  return formatDuration(seconds * 1_000);
}
