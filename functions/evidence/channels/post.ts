import { retry, type Retry } from '../retry.ts';

export interface PostOptions {
  readonly fetch: typeof fetch;
  readonly retry: Retry;
  /** Of one attempt. */
  readonly timeoutMs: number;
}

/** An answer other than 2xx. The address is left out: it may be a secret. */
export class PostRefusedError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the receiver answered ${status}`);
    this.name = 'PostRefusedError';
    this.status = status;
  }
}

/**
 * Posts JSON. What may pass is tried again: no answer in time, no connection, 408, 429 and 5xx. Redirects are refused:
 * they would carry the message to where nobody said.
 * @throws PostRefusedError, or Error without the address.
 */
export async function post(
  url: string,
  body: string,
  headersOf: () => Readonly<Record<string, string>>,
  options: PostOptions,
): Promise<void> {
  const attempt = async (): Promise<void> => {
    const response = await options
      .fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', ...headersOf() },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(options.timeoutMs),
      })
      .catch((error: unknown) => {
        throw new Error(`no answer: ${reasonOf(error)}`);
      });
    await response.body?.cancel();
    if (!response.ok) throw new PostRefusedError(response.status);
  };
  await retry(attempt, { ...options.retry, isWorthIt });
}

function isWorthIt(error: unknown): boolean {
  return !(error instanceof PostRefusedError) || error.status >= 500 || [408, 429].includes(error.status);
}

/** A code or a name; messages may quote the address. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : String(name);
}
