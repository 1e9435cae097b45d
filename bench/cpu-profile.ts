import { type Profiler, Session } from 'node:inspector';
import { promisify } from 'node:util';

/** How often V8 looks where the thread is. */
const intervalMicroseconds = 200;

/** Where a thread was: a function, its file as a URL, empty for what is native. */
export type Frame = Pick<Profiler.ProfileNode['callFrame'], 'functionName' | 'url'>;

/**
 * Runs something on this thread under V8's sampling profiler, and tells how long each part took by itself, in
 * milliseconds. Idle time is left out.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Profiler/
 */
export async function profileParts(
  run: () => unknown,
  partOf: (frame: Frame) => string,
): Promise<ReadonlyMap<string, number>> {
  const session = new Session();
  session.connect();
  try {
    const post = promisify<string, object, unknown>(session.post.bind(session));
    await post('Profiler.enable', {});
    await post('Profiler.setSamplingInterval', { interval: intervalMicroseconds });
    await post('Profiler.start', {});
    await run();
    const { profile } = (await post('Profiler.stop', {})) as Profiler.StopReturnType;
    return selfTimes(profile, partOf);
  } finally {
    session.disconnect();
  }
}

/** The self time of each part of a profile, in milliseconds. */
export function selfTimes(
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  partOf: (frame: Frame) => string,
): ReadonlyMap<string, number> {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const parts = new Map<string, number>();
  samples.forEach((id, index) => {
    const frame = frames.get(id);
    if (frame === undefined || frame.functionName === '(idle)') return;
    const part = partOf(frame);
    // A delta is the time since the sample before: what passed until the next one was spent here.
    const microseconds = timeDeltas[index + 1] ?? 0;
    parts.set(part, (parts.get(part) ?? 0) + microseconds / 1000);
  });
  return parts;
}
