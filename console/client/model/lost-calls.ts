import type { KmsCallView } from '../../protocol.ts';
import type { Trace } from './trace.ts';

/**
 * Calls of a request that never reached KMS. That the service logged an id proves nothing: what answers in KMS's place
 * during an outage gives ids too. KMS was reached where the run told of a call with that id; and where it agreed or
 * refused the key, even if that call is forgotten by now.
 */
export function lostCalls({ request, calls }: Pick<Trace, 'request' | 'calls'>): readonly KmsCallView[] {
  const isKnown = (id: string | undefined): boolean => calls.some(({ kmsRequestId }) => kmsRequestId === id);
  return (request?.kmsCalls ?? []).filter(
    ({ outcome, kmsRequestId }) => outcome === 'unavailable' && !isKnown(kmsRequestId),
  );
}
