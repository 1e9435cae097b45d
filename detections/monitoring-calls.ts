import type { Condition } from './condition.ts';
import type { MonitoringSubject } from './subjects.ts';

/** Subjects of one kind. */
export type Of<K extends MonitoringSubject['kind']> = Extract<MonitoringSubject, { readonly kind: K }>;

/** Calls of one service that change a part of the monitoring. */
export interface Calls {
  readonly eventSource: string;
  readonly eventNames: readonly string[];
  /** That they are about ours, one for each way of naming it. */
  readonly about: readonly Condition[];
}

/** Of a name that may stand for all that begin so. */
export function beginningOf(name: string): string {
  return name.replace(/\*$/, '');
}
