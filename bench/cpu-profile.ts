import { type Profiler, Session } from 'node:inspector';
import { promisify } from 'node:util';

/** How often V8 looks where the thread is. */
const intervalMicroseconds = 200;

/** A profile as V8 makes it. @see https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Ids of nodes, one for each sample. */
  readonly samples?: readonly number[] | undefined;
  /** Microseconds before each sample. */
  readonly timeDeltas?: readonly number[] | undefined;
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: Frame;
  readonly children?: readonly number[] | undefined;
}

/** Where a thread was. */
export interface Frame {
  readonly functionName: string;
  /** Empty for V8's own functions and for native code. */
  readonly url: string;
  /** From 0. */
  readonly lineNumber: number;
}

/** Where a frame belongs; `undefined` for native code, which then belongs to whatever called it. */
export type PartOf = (frame: Frame) => string | undefined;

/** What nobody called. */
const uncalled = 'native code';

/** What V8 notes as functions and is no work of anybody's: waiting. */
const waiting: ReadonlySet<string> = new Set(['(idle)', '(root)']);

/** Runs something on this thread under V8's sampling profiler. */
export async function profileRun(run: () => unknown): Promise<CpuProfile> {
  const session = new Session();
  session.connect();
  try {
    const post = promisify<string, object, unknown>(session.post.bind(session));
    await post('Profiler.enable', {});
    await post('Profiler.setSamplingInterval', { interval: intervalMicroseconds });
    await post('Profiler.start', {});
    await run();
    return ((await post('Profiler.stop', {})) as Profiler.StopReturnType).profile;
  } finally {
    session.disconnect();
  }
}

/** The self time of each part of a profile, in milliseconds. Waiting is left out. */
export function selfTimeByPart(
  { nodes, samples = [], timeDeltas = [] }: CpuProfile,
  partOf: PartOf,
): ReadonlyMap<string, number> {
  const partById = partsOf(nodes, partOf);
  const times = new Map<string, number>();
  samples.forEach((id, index) => {
    const part = partById.get(id);
    if (part === undefined) return;
    // A delta is the time since the sample before: what passed until the next one was spent here.
    const microseconds = timeDeltas[index + 1] ?? 0;
    times.set(part, (times.get(part) ?? 0) + microseconds / 1000);
  });
  return times;
}

/** The part of each node that does not wait, by its id. */
function partsOf(nodes: readonly ProfileNode[], partOf: PartOf): ReadonlyMap<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parts = new Map<number, string>();
  const visit = (id: number, callersPart: string): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const part = partOf(node.callFrame) ?? callersPart;
    if (!waiting.has(node.callFrame.functionName)) parts.set(id, part);
    for (const child of node.children ?? []) visit(child, part);
  };
  const [root] = nodes;
  if (root !== undefined) visit(root.id, uncalled);
  return parts;
}
