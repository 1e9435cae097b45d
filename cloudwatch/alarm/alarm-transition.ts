import type { AlarmDeclaration } from './alarm-declaration.ts';
import type { AlarmState } from './evaluate-alarm.ts';

/** A state an alarm is or was in. */
export interface AlarmStateRecord {
  readonly value: AlarmState;
  readonly reason: string;
  /** A JSON text; absent when the state was not found by evaluation. */
  readonly reasonData?: string | undefined;
  readonly updatedMs: number;
}

/** A change of state. There is none when an evaluation confirms the state an alarm is in. */
export interface AlarmTransition {
  readonly declaration: AlarmDeclaration;
  readonly configurationUpdatedMs: number;
  readonly previousState: AlarmStateRecord;
  readonly state: AlarmStateRecord;
  /** ARNs of the actions to execute: those of the new state, none when actions are disabled. */
  readonly actions: readonly string[];
}

/** The actions that run when an alarm enters a state. They run on changes only, never again while it lasts. */
export function actionsFor(declaration: AlarmDeclaration, state: AlarmState): readonly string[] {
  if (declaration.actionsEnabled === false) return [];
  switch (state) {
    case 'ALARM':
      return declaration.alarmActions ?? [];
    case 'OK':
      return declaration.okActions ?? [];
    case 'INSUFFICIENT_DATA':
      return declaration.insufficientDataActions ?? [];
  }
}
