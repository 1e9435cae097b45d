import type { ExchangeView } from '../../protocol.ts';

/** A request is answered within this time or counts as failed: the service's own limit is 15 seconds. */
const deadlineMs = 20_000;

export interface Exchange {
  readonly view: ExchangeView;
  /** The answer's Key, if it has one: for the next request, never for the page. */
  readonly key: string | undefined;
}

/** Sends requests to the service over HTTP, as any client does. */
export type ServiceClient = (
  path: '/encrypt' | '/decrypt',
  body: Record<string, string>,
) => Promise<Exchange>;

export function createServiceClient(endpoint: string): ServiceClient {
  return async (path, body) => {
    const startedAt = performance.now();
    const finish = (
      outcome: Pick<ExchangeView, 'status' | 'answer' | 'requestId'>,
      key?: string,
    ): Exchange => ({
      view: { method: 'POST', path, durationMs: Math.round(performance.now() - startedAt), ...outcome },
      key,
    });
    try {
      const response = await fetch(`${endpoint}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(deadlineMs),
      });
      const { answer, key } = withholdKey(await response.text());
      return finish(
        { status: response.status, answer, requestId: response.headers.get('x-request-id') },
        key,
      );
    } catch (error) {
      const answer = `No answer: ${(error as Error).message}`;
      return finish({ status: null, answer, requestId: null });
    }
  };
}

/** Takes the Key out of an answer. What is not JSON could hold anything, so only its length is told. */
export function withholdKey(answer: string): { readonly answer: string; readonly key: string | undefined } {
  let members: unknown;
  try {
    members = JSON.parse(answer);
  } catch {
    return { answer: `(${answer.length} characters that are no JSON)`, key: undefined };
  }
  const key = (members as { Key?: unknown } | null)?.Key;
  if (typeof key !== 'string') return { answer, key: undefined };
  const withheld = { ...(members as object), Key: `(withheld: ${key.length} characters)` };
  return { answer: JSON.stringify(withheld), key };
}
