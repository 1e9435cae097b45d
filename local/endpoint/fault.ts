import { AwsError } from './aws-error.ts';

/**
 * What a test or the console makes a service do to its next call: `throttle` refuses it for its rate, `outage`
 * answers as a load balancer with nothing behind it (the service never sees the call, so nothing is recorded),
 * `internal` fails inside the service, `delayMs` answers late.
 */
export type Fault = 'throttle' | 'outage' | 'internal' | { readonly delayMs: number };

/** Asked before each call. */
export type FaultHook = (operation: string) => Fault | undefined;

/** Where faults come from and how waiting is done. */
export interface FaultOptions {
  readonly fault?: FaultHook;
  /** Waits by the injected clock. */
  readonly wait?: (delayMs: number) => Promise<void>;
}

/** An outage is the one failure that happens in front of the service. */
export const serviceUnavailable = (): AwsError =>
  new AwsError(
    'ServiceUnavailableException',
    'Service is unable to handle request.',
    503,
    'ServiceUnavailable',
  );

/**
 * Lets a call pass, late or not at all.
 * @throws AwsError the service's own `throttled` or `internal`, or {@link serviceUnavailable}.
 */
export async function passFaults(
  operation: string,
  { fault, wait }: FaultOptions,
  errors: { readonly throttled: () => AwsError; readonly internal: () => AwsError },
): Promise<void> {
  const chosen = fault?.(operation);
  if (chosen === undefined) return;
  if (chosen === 'throttle') throw errors.throttled();
  if (chosen === 'internal') throw errors.internal();
  if (chosen === 'outage') throw serviceUnavailable();
  if (!wait) throw new Error('A delay was asked for, but no way to wait was given.');
  await wait(chosen.delayMs);
}
