import type { MetricReader } from '../metric.ts';
import { validateAlarm } from './validate-alarm.ts';
import type { AlarmDeclaration } from './alarm-declaration.ts';
import { describeAlarm, type MetricAlarm } from './describe-alarm.ts';
import { evaluateAlarm } from './evaluate-alarm.ts';
import { defaultEvaluationRange, evaluationWindow, nextEvaluationMs } from './evaluation-window.ts';
import {
  actionItem,
  creationItem,
  stateUpdateItem,
  type ActionOutcome,
  type AlarmHistoryItem,
} from './alarm-history.ts';
import { observe, type ObservedPeriod } from './observe.ts';
import { buildStateReasonData } from './state-reason-data.ts';
import { buildStateReason, initialStateReason } from './state-reason.ts';
import { actionsFor, type AlarmStateRecord, type AlarmTransition } from './alarm-transition.ts';

export interface AlarmOptions {
  /** When the alarm is created. */
  readonly createdMs: number;
  /** Periods one evaluation looks at; at least `evaluationPeriods`. Default: see `defaultEvaluationRange`. */
  readonly evaluationRange?: number | undefined;
  /** How long after a full minute (or ten seconds) the alarm is evaluated. Default one second. */
  readonly evaluationOffsetMs?: number | undefined;
  /** History items kept, newest first. Default 1000; AWS keeps 30 days. */
  readonly maxHistoryItems?: number | undefined;
}

/** An alarm at work. It has no clock: whoever drives it says what time it is. */
export interface Alarm {
  readonly declaration: AlarmDeclaration;
  readonly state: AlarmStateRecord;
  /** Evaluates the range that ends at `nowMs`. Returns the change of state, if there is one. */
  evaluate(nowMs: number, metrics: MetricReader): AlarmTransition | undefined;
  /** When to call `evaluate` next, if it is `nowMs` now. */
  nextEvaluationMs(nowMs: number): number;
  /** `SetAlarmState`: holds until the next evaluation. Runs actions if the state differs. */
  setState(nowMs: number, state: Omit<AlarmStateRecord, 'updatedMs'>): AlarmTransition | undefined;
  /** Records that an action of a transition was executed, or failed. */
  recordAction(transition: AlarmTransition, outcome: ActionOutcome): void;
  /** Newest first. */
  history(): readonly AlarmHistoryItem[];
  describe(): MetricAlarm;
}

/**
 * Creates an alarm in INSUFFICIENT_DATA.
 * @throws AlarmDeclarationError when CloudWatch would refuse the declaration.
 */
export function createAlarm(declaration: AlarmDeclaration, options: AlarmOptions): Alarm {
  validateAlarm(declaration);
  return new StatefulAlarm(declaration, options);
}

class StatefulAlarm implements Alarm {
  readonly declaration: AlarmDeclaration;
  readonly #createdMs: number;
  readonly #evaluationRange: number;
  readonly #evaluationOffsetMs: number;
  readonly #maxHistoryItems: number;
  #history: readonly AlarmHistoryItem[];
  #state: AlarmStateRecord;

  constructor(declaration: AlarmDeclaration, options: AlarmOptions) {
    const { evaluationPeriods } = declaration;
    this.declaration = declaration;
    this.#createdMs = options.createdMs;
    this.#evaluationRange = Math.max(
      options.evaluationRange ?? defaultEvaluationRange(declaration),
      evaluationPeriods,
    );
    this.#evaluationOffsetMs = options.evaluationOffsetMs ?? 1000;
    this.#maxHistoryItems = options.maxHistoryItems ?? 1000;
    this.#state = { value: 'INSUFFICIENT_DATA', reason: initialStateReason, updatedMs: options.createdMs };
    this.#history = [creationItem(declaration, this.#state)];
  }

  get state(): AlarmStateRecord {
    return this.#state;
  }

  evaluate(nowMs: number, metrics: MetricReader): AlarmTransition | undefined {
    const periods = this.#observedPeriods(nowMs, metrics);
    const { evaluationPeriods, datapointsToAlarm, threshold, comparisonOperator } = this.declaration;
    const value = evaluateAlarm({
      datapoints: periods.map(({ datapoint }) => datapoint?.value),
      evaluationPeriods,
      datapointsToAlarm,
      threshold,
      comparisonOperator,
      treatMissingData: this.declaration.treatMissingData ?? 'missing',
      currentState: this.#state.value,
    });
    if (value === this.#state.value) return undefined;
    const observation = observe(this.declaration, periods, value);
    return this.#enter({
      value,
      reason: buildStateReason(this.declaration, value, observation),
      reasonData: buildStateReasonData(this.declaration, periods, observation, nowMs),
      updatedMs: nowMs,
    });
  }

  nextEvaluationMs(nowMs: number): number {
    return nextEvaluationMs(this.declaration, nowMs, this.#evaluationOffsetMs);
  }

  setState(nowMs: number, state: Omit<AlarmStateRecord, 'updatedMs'>): AlarmTransition | undefined {
    return state.value === this.#state.value ? undefined : this.#enter({ ...state, updatedMs: nowMs });
  }

  recordAction(transition: AlarmTransition, outcome: ActionOutcome): void {
    this.#record(actionItem(transition, outcome));
  }

  history(): readonly AlarmHistoryItem[] {
    return this.#history;
  }

  describe(): MetricAlarm {
    return describeAlarm(this.declaration, this.#state, this.#createdMs, this.#state.updatedMs);
  }

  #observedPeriods(nowMs: number, metrics: MetricReader): readonly ObservedPeriod[] {
    const { namespace, metricName, dimensions = {}, unit, statistic, period } = this.declaration;
    const { startMs, periods } = evaluationWindow(this.declaration, nowMs, this.#evaluationRange);
    const query = {
      namespace,
      name: metricName,
      dimensions,
      unit,
      statistic,
      periodSeconds: period,
      startMs,
      periods,
    };
    const datapoints = metrics.datapoints(query);
    return Array.from({ length: periods }, (_, index) => ({
      timestampMs: startMs + index * period * 1000,
      datapoint: datapoints[index],
    }));
  }

  #enter(state: AlarmStateRecord): AlarmTransition {
    const transition: AlarmTransition = {
      declaration: this.declaration,
      configurationUpdatedMs: this.#createdMs,
      previousState: this.#state,
      state,
      actions: actionsFor(this.declaration, state.value),
    };
    this.#state = state;
    this.#record(stateUpdateItem(transition));
    return transition;
  }

  #record(item: AlarmHistoryItem): void {
    this.#history = [item, ...this.#history].slice(0, this.#maxHistoryItems);
  }
}
