import { useState } from 'preact/hooks';
import type { CallEvent, DetectionView } from '../../protocol.ts';
import { callName } from '../model/record-steps.ts';
import { unmatchedCalls } from '../model/unmatched-calls.ts';
import { useRun } from '../page.ts';
import { ClockTime } from './clock-time.tsx';
import { Explanation } from './explanation.tsx';

/** So many calls are offered; any other can be asked about from its request. */
const maxShown = 5;

/** The newest calls that a detection did not match, each with the question why. */
export function NearMisses({ detection }: { readonly detection: DetectionView }) {
  const { model } = useRun();
  const [open, setOpen] = useState<CallEvent>();
  if (detection.filters.length === 0) return null;
  const calls = unmatchedCalls(model.traces.newestFirst(), detection.id, maxShown);
  // What is open stays, however much comes in meanwhile.
  const shown = open === undefined || calls.some(({ id }) => id === open.id) ? calls : [open, ...calls];
  return (
    <section class="matching" aria-labelledby="near-misses-title">
      <h3 id="near-misses-title">Why it did not match</h3>
      {shown.length === 0 && <p class="muted">Every record so far matched, or there is none.</p>}
      <ul>
        {shown.map((call) => (
          <li key={call.id} class="unmatched">
            <button
              type="button"
              class="disclosure"
              aria-expanded={call.id === open?.id}
              onClick={() => setOpen(call.id === open?.id ? undefined : call)}
            >
              <ClockTime atMs={call.atMs} />
              <span class="matching-title">
                {callName(call)} {call.errorCode ?? 'succeeded'}
              </span>
              <span class="detection-id">{call.kmsRequestId.slice(0, 8)}</span>
            </button>
            {call.id === open?.id && <Explanation eventId={call.id} detectionId={detection.id} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
