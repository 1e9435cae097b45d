import type { Fault, FaultHook } from './fault.ts';

/** A fault that a person switches on and off while a run goes on; it meets every call until then. */
export interface FaultSwitch {
  readonly hook: FaultHook;
  readonly current: () => Fault | undefined;
  readonly set: (fault: Fault | undefined) => void;
}

/** Off at first. */
export function createFaultSwitch(): FaultSwitch {
  let fault: Fault | undefined;
  return { hook: () => fault, current: () => fault, set: (next) => (fault = next) };
}
