import type {
  CallEvent,
  ConsoleEvent,
  DeliveryEvent,
  MatchEvent,
  RequestEvent,
  RuleMatchEvent,
  UnrecordedEvent,
} from '../../protocol.ts';

/**
 * What is known of one request to the service, or of one call that no request of the service made. Its parts come in
 * one by one, out of order: calls are told before the request that made them.
 */
export interface Trace {
  /** Names it in the page's address: the request's id, or the call's. */
  key: string;
  /** Of its first event. */
  readonly atMs: number;
  request?: RequestEvent;
  readonly calls: CallEvent[];
  readonly unrecorded: UnrecordedEvent[];
  readonly ruleMatches: RuleMatchEvent[];
  readonly deliveries: DeliveryEvent[];
  readonly matches: MatchEvent[];
}

/** The traces of a run, at most so many: beyond them the oldest are forgotten. */
export class Traces {
  readonly #limit: number;
  /** By their key, oldest first. */
  readonly #traces = new Map<string, Trace>();
  readonly #byKmsRequest = new Map<string, Trace>();
  #added = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Grows by one with every trace that was ever added. */
  get added(): number {
    return this.#added;
  }

  get size(): number {
    return this.#traces.size;
  }

  get(key: string): Trace | undefined {
    return this.#traces.get(key) ?? this.#byKmsRequest.get(key);
  }

  newestFirst(): readonly Trace[] {
    return [...this.#traces.values()].reverse();
  }

  /**
   * Puts an event where it belongs. Passed over are kinds that belong to no request, and what followed a call that is
   * forgotten: half a path would look like a fault.
   */
  fold(event: ConsoleEvent): void {
    switch (event.kind) {
      case 'request':
        this.#claim(event);
        return;
      case 'call':
        this.#ofCall(event.kmsRequestId, event.atMs).calls.push(event);
        return;
      case 'unrecorded':
        this.#ofCall(event.kmsRequestId, event.atMs).unrecorded.push(event);
        return;
      case 'rule-match':
        this.#byKmsRequest.get(event.kmsRequestId)?.ruleMatches.push(event);
        return;
      case 'delivery':
        this.#byKmsRequest.get(event.kmsRequestId)?.deliveries.push(event);
        return;
      case 'match':
        this.#ofMatch(event)?.matches.push(event);
        return;
      case 'transition':
      case 'mail':
      case 'fault':
        return;
    }
  }

  #add(key: string, atMs: number): Trace {
    const trace: Trace = {
      key,
      atMs,
      calls: [],
      unrecorded: [],
      ruleMatches: [],
      deliveries: [],
      matches: [],
    };
    this.#traces.set(key, trace);
    this.#added += 1;
    for (const [oldest, forgotten] of this.#traces) {
      if (this.#traces.size <= this.#limit) break;
      this.#traces.delete(oldest);
      for (const id of kmsRequestIds(forgotten)) this.#byKmsRequest.delete(id);
    }
    return trace;
  }

  /** The trace of a call; a new one while no request has claimed it. */
  #ofCall(kmsRequestId: string, atMs: number): Trace {
    const known = this.#byKmsRequest.get(kmsRequestId);
    if (known !== undefined) return known;
    const trace = this.#add(kmsRequestId, atMs);
    this.#byKmsRequest.set(kmsRequestId, trace);
    return trace;
  }

  #ofMatch({ kmsRequestId, requestId = '' }: MatchEvent): Trace | undefined {
    return kmsRequestId === undefined ? this.#traces.get(requestId) : this.#byKmsRequest.get(kmsRequestId);
  }

  /** Gathers the calls that a request made under it. */
  #claim(request: RequestEvent): void {
    const ids = request.kmsCalls.flatMap(({ kmsRequestId }) => kmsRequestId ?? []);
    const [first, ...others] = new Set(ids.flatMap((id) => this.#byKmsRequest.get(id) ?? []));
    const trace =
      first === undefined ? this.#add(request.requestId, request.atMs) : this.#rename(first, request);
    for (const other of others) this.#absorb(trace, other);
    trace.request = request;
    for (const id of ids) this.#byKmsRequest.set(id, trace);
  }

  /** A call's trace becomes that of the request that made it, and the newest. */
  #rename(trace: Trace, { requestId }: RequestEvent): Trace {
    this.#traces.delete(trace.key);
    trace.key = requestId;
    this.#traces.set(requestId, trace);
    return trace;
  }

  #absorb(trace: Trace, other: Trace): void {
    trace.calls.push(...other.calls);
    trace.unrecorded.push(...other.unrecorded);
    trace.ruleMatches.push(...other.ruleMatches);
    trace.deliveries.push(...other.deliveries);
    trace.matches.push(...other.matches);
    this.#traces.delete(other.key);
  }
}

function kmsRequestIds({ request, calls, unrecorded }: Trace): readonly string[] {
  return [
    ...(request?.kmsCalls ?? []).flatMap(({ kmsRequestId }) => kmsRequestId ?? []),
    ...[...calls, ...unrecorded].map(({ kmsRequestId }) => kmsRequestId),
  ];
}
