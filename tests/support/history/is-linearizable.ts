import type { Operation } from './operation.ts';

/** One step of a service that does one thing after the other; the state is the current Key. */
interface Step {
  readonly operation: Operation;
  /** The state after the step, in a list; none when the service could not have answered so. */
  readonly apply: (current: string | undefined) => readonly (string | undefined)[];
  /** A step that must come first. */
  readonly after?: Step;
}

const stepsOf = (operation: Operation, textOf: ReadonlyMap<string, string>): Step[] => {
  const step = (apply: Step['apply']): Step => ({ operation, apply });
  const when = (holds: boolean, current: string | undefined) => (holds ? [current] : []);
  if (operation.kind === 'create') {
    const { outcome } = operation;
    if (outcome === 'taken') return [step((current) => when(current !== undefined, current))];
    return [step((current) => when(current === undefined, outcome.stored))];
  }
  const { key, outcome } = operation;
  const refused = step((current) => when(current !== key, current));
  if (outcome === 'refused') return [refused];
  if (outcome === 'superseded') {
    const proven = step((current) => when(current === key, current));
    return [proven, { ...refused, after: proven }];
  }
  if ('stored' in outcome) return [step((current) => when(current === key, outcome.stored))];
  return [step((current) => when(current === key && textOf.get(key) === outcome.text, current))];
};

/** Tries every order of the steps that respects what ended before what began. Only for short histories. */
export const isLinearizable = (operations: readonly Operation[]): boolean => {
  const textOf = new Map(
    operations.flatMap((operation) =>
      operation.kind !== 'decrypt' && typeof operation.outcome === 'object'
        ? [[operation.outcome.stored, operation.text] as const]
        : [],
    ),
  );
  const search = (left: readonly Step[], current: string | undefined): boolean =>
    left.length === 0 ||
    left.some((step) => {
      const mustWait = left.some(
        (other) => other === step.after || other.operation.endedAt < step.operation.startedAt,
      );
      if (mustWait) return false;
      const rest = left.filter((other) => other !== step);
      return step.apply(current).some((next) => search(rest, next));
    });
  return search(
    operations.flatMap((operation) => stepsOf(operation, textOf)),
    undefined,
  );
};
