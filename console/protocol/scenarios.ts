/** Something to try, a button each. */
export interface ScenarioView {
  readonly id: ScenarioId;
  readonly title: string;
  /** What it does and what will be seen. */
  readonly about: string;
  /** The same by hand: a shell script, ready to paste. */
  readonly curl: string;
}

export type ScenarioId =
  'encrypt' | 'decrypt' | 'wrong-key' | 'unknown-name' | 'wrong-key-burst' | 'outage' | 'throttling';

/** What KMS is made to do to every call: answer nothing, or refuse for its rate. */
export type Fault = 'outage' | 'throttle';

export interface FaultOrder {
  readonly fault: Fault | null;
}

/** What happened when a scenario was tried. */
export interface TryOutcome {
  readonly scenario: ScenarioId;
  readonly exchanges: readonly ExchangeView[];
  /** What came of it, in a sentence. */
  readonly summary: string;
  /** The fault that is on now. */
  readonly fault: Fault | null;
}

/** One request to the service and its answer. Keys are withheld: none ever reaches the page. */
export interface ExchangeView {
  readonly method: string;
  readonly path: string;
  /** `null`: there was no answer. */
  readonly status: number | null;
  /** The answer's JSON with Keys withheld. */
  readonly answer: string;
  readonly durationMs: number;
  /** Finds the {@link RequestEvent}. */
  readonly requestId: string | null;
}
