/** Text of 64 KiB in the worst JSON spelling, `\u00xx` for every byte, and room for Name and Key. */
export const MAX_BODY_BYTES = 400 * 1024;

/**
 * Idle connections outlive the load balancer's idle timeout of 60 s by a margin: if Node closed first, the
 * balancer could send a request into the closing socket and answer 502.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export const KEEP_ALIVE_TIMEOUT_MS = 70_000;

/** Above the keep-alive timeout, or Node versions that count idle time as header time cut connections. */
export const HEADERS_TIMEOUT_MS = 75_000;

/** Receiving one request, head and body. Above the headers' timeout, as Node demands. */
export const REQUEST_TIMEOUT_MS = 80_000;

/**
 * One request from the end of its body to the answer, whatever it waits for: no step of it, a KMS call with its
 * retries or a query, may take longer than what is left.
 */
export const ANSWER_DEADLINE_MS = 2_000;

/**
 * One request from its first header to the answer, body included: far above the deadline of the answer, below
 * what shutdown waits. It stops slow bodies.
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
 * can still be answered within 50 ms.
 */
export const ADMISSION = { maxInFlight: 40, maxWaiting: 100, maxWaitMs: 30 };
