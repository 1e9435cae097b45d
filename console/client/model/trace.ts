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
  /** Names it, and no other, in the page's address: see {@link keyOf}; without a request, the call's KMS request id. */
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
  /** The newest of each id: clients choose ids, and may use one for many requests. */
  readonly #byRequest = new Map<string, Trace>();
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

  /** By its key, by a call's KMS request id, or by the request's id: that comes last, because its sender may choose it. */
  get(key: string): Trace | undefined {
    return this.#traces.get(key) ?? this.#byKmsRequest.get(key) ?? this.#byRequest.get(key);
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
    for (const oldest of this.#traces.values()) {
      if (this.#traces.size <= this.#limit) break;
      this.#forget(oldest);
    }
    return trace;
  }

  #forget(trace: Trace): void {
    this.#traces.delete(trace.key);
    const { request } = trace;
    if (request !== undefined && this.#byRequest.get(request.requestId) === trace) {
      this.#byRequest.delete(request.requestId);
    }
    for (const id of kmsRequestIds(trace)) {
      if (this.#byKmsRequest.get(id) === trace) this.#byKmsRequest.delete(id);
    }
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
    return kmsRequestId === undefined ? this.#byRequest.get(requestId) : this.#byKmsRequest.get(kmsRequestId);
  }

  /** Gathers the calls that a request made under it. */
  #claim(request: RequestEvent): void {
    const ids = request.kmsCalls.flatMap(({ kmsRequestId }) => kmsRequestId ?? []);
    const [first, ...others] = new Set(ids.flatMap((id) => this.#byKmsRequest.get(id) ?? []));
    const trace =
      first === undefined ? this.#add(keyOf(request), request.atMs) : this.#rename(first, request);
    for (const other of others) this.#absorb(trace, other);
    trace.request = request;
    this.#byRequest.set(request.requestId, trace);
    for (const id of ids) this.#byKmsRequest.set(id, trace);
  }

  /** A call's trace becomes that of the request that made it, and the newest. */
  #rename(trace: Trace, request: RequestEvent): Trace {
    this.#traces.delete(trace.key);
    trace.key = keyOf(request);
    this.#traces.set(trace.key, trace);
    return trace;
  }

  #absorb(trace: Trace, other: Trace): void {
    trace.calls.push(...other.calls);
    trace.unrecorded.push(...other.unrecorded);
    trace.ruleMatches.push(...other.ruleMatches);
    trace.deliveries.push(...other.deliveries);
    trace.matches.push(...other.matches);
    this.#forget(other);
  }
}

/**
 * The key of a request's trace. Many requests may have one id, so the event's own is in it. That one counts from 1 in each
 * run, so the request's is in it too: an address from an earlier run then leads nowhere, not to another request. The
 * service takes no id with a `~`.
 */
function keyOf({ requestId, id }: RequestEvent): string {
  return `${requestId}~${id}`;
}

function kmsRequestIds({ request, calls, unrecorded }: Trace): readonly string[] {
  return [
    ...(request?.kmsCalls ?? []).flatMap(({ kmsRequestId }) => kmsRequestId ?? []),
    ...[...calls, ...unrecorded].map(({ kmsRequestId }) => kmsRequestId),
  ];
}
