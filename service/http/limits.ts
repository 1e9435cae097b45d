/** Text of 64 KiB in the worst JSON spelling, `\u00xx` for every byte, and room for Name and Key. */
export const MAX_BODY_BYTES = 400 * 1024;

/**
 * Idle connections outlive the load balancer's idle timeout of 60 s by a margin: if Node closed first, the
 * balancer could send a request into the closing socket and answer 502.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export const KEEP_ALIVE_TIMEOUT_MS = 70_000;

/**
 * The head of a request, from its first byte, or from the start of a connection that never sent one. Behind a load
 * balancer it arrives at once. Below the keep-alive timeout since Node 12.19 counts no idle time before it.
 * @see https://github.com/nodejs/node/pull/32329
 */
export const HEADERS_TIMEOUT_MS = 10_000;

/**
 * How often Node looks for heads that are late, and so how much later than their time they are answered 408. Those that
 * are late at once are answered in one go: with Node's own 30 s a flood would keep everybody else waiting for that.
 * @see https://nodejs.org/api/http.html#httpcreateserveroptions-requestlistener connectionsCheckingInterval
 */
export const HEADERS_CHECK_INTERVAL_MS = 1_000;

/** Receiving one request, head and body: a second bound, above what {@link BODY_TIMEOUT_MS} leaves to it. */
export const REQUEST_TIMEOUT_MS = 30_000;

/**
 * One request from the end of its body to the answer, whatever it waits for: no step of it, a KMS call with its
 * retries or a query, may take longer than what is left.
 */
export const ANSWER_DEADLINE_MS = 2_000;

/**
 * A body, from the end of its headers. What it leaves of {@link HANDLER_TIMEOUT_MS} is more than the deadline of the
 * answer: a secret is not stored after its caller was told that it wasn't.
 */
export const BODY_TIMEOUT_MS = 12_000;

/**
 * One request from the end of its headers to the answer, body included: far above the deadline of the answer,
 * below what shutdown waits.
 */
export const HANDLER_TIMEOUT_MS = 15_000;

/** A connection without a byte either way; above the handler's timeout, since a waiting client is silent. */
export const CONNECTION_TIMEOUT_MS = 20_000;

/**
 * Connections open at once. Node hangs up on more; a load balancer takes a free one or waits. With what
 * bounds headers and small bodies this is what idle and slow clients can make the process hold.
 */
export const MAX_CLIENT_CONNECTIONS = 2_000;

/** Bodies above 16 KiB held at once: 26 MB at most. A quarter for one client. */
export const LARGE_BODIES = { maxLarge: 64, maxLargePerClient: 16 };

/**
 * Requests under way at once on the routes that use KMS. Each makes one KMS call and one query at a time, so this
 * bounds those as well. At 10 ms a KMS call it allows 4,000 a second, more than one processor serves; yet so few
 * that a task which manages only a hundred a second still ends each of them within the deadlines. With 100 a
 * starved one did not. A hundred more may wait: a burst, not an overload. Their wait ends while a shed request
 * can still be answered within 50 ms; and once one was shed, others are told at once until none was for 100 ms.
 */
export const ADMISSION = { maxInFlight: 40, maxWaiting: 100, maxWaitMs: 15, calmMs: 100 };
