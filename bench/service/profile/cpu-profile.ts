/** A profile as V8 writes it. @see https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Ids of nodes, one for each sample. */
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

export interface ProfileNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  readonly children?: readonly number[];
}

export interface CallFrame {
  readonly functionName: string;
  /** Empty for V8's own functions and for native code. */
  readonly url: string;
  /** From 0. */
  readonly lineNumber: number;
}

/** Where a frame belongs; undefined for native code, which then belongs to whatever called it. */
export type PartOf = (frame: CallFrame) => string | undefined;

/** What V8 notes as functions and is no work of anybody's: waiting. */
const WAITING: ReadonlySet<string> = new Set(['(idle)', '(root)']);

/** Milliseconds of self time by part. Waiting is left out. */
export const selfTimeByPart = (
  { nodes, samples, timeDeltas }: CpuProfile,
  partOf: PartOf,
): Map<string, number> => {
  const partById = new Map<number, string>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const visit = ({ id, callFrame, children = [] }: ProfileNode, callersPart: string): void => {
    const part = partOf(callFrame) ?? callersPart;
    partById.set(id, part);
    for (const child of children) visit(byId.get(child) as ProfileNode, part);
  };
  const [root] = nodes;
  if (root !== undefined) visit(root, 'node');
  const times = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    if (WAITING.has(byId.get(id)?.callFrame.functionName ?? '')) continue;
    const part = partById.get(id) ?? 'node';
    times.set(part, (times.get(part) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  }
  return times;
};
