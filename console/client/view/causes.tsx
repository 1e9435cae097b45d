import type { CauseView, DetectionView, TransitionEvent } from '../../protocol.ts';
import { count } from '../model/count.ts';
import { fragmentOf } from '../model/location.ts';
import { principalName } from '../model/record-steps.ts';
import { ClockTime } from './clock-time.tsx';

/** Why the alarm fired: CloudWatch's reason, and the events that were counted. */
export function Causes({ detection }: { readonly detection: DetectionView }) {
  const fired = detection.transitions.findLast(({ to }) => to === 'ALARM');
  if (fired === undefined) return null;
  const over = detection.state.value !== 'ALARM';
  return (
    <section class="causes" aria-labelledby="causes-title">
      <h3 id="causes-title">
        Why it fired {over ? 'last, ' : ''}at <ClockTime atMs={fired.atMs} />
      </h3>
      <p class="reason">{fired.reason}</p>
      <CauseTable fired={fired} />
    </section>
  );
}

function CauseTable({ fired }: { readonly fired: TransitionEvent }) {
  const { causes, causeCount } = fired;
  if (causes.length === 0) return <p class="muted">No event did it: what it fired on is that none came.</p>;
  const shown = causes.length < causeCount ? `, the newest ${causes.length} of them here` : '';
  return (
    <>
      <p class="muted">
        {count(causeCount, 'event')} did it{shown}.
      </p>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Events that did it">
        <table>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Request</th>
              <th scope="col">Error</th>
              <th scope="col">Principal</th>
              <th scope="col">Source IP</th>
              <th scope="col">Client</th>
              <th scope="col">Call</th>
            </tr>
          </thead>
          <tbody>
            {causes.toReversed().map((cause) => (
              <Cause key={cause.matchId} cause={cause} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Cause({ cause }: { readonly cause: CauseView }) {
  const { atMs, eventName, errorCode, principal, sourceIp, clientAddress, requestId, kmsRequestId } = cause;
  const key = requestId ?? kmsRequestId;
  return (
    <tr>
      <td>
        <ClockTime atMs={atMs} />
      </td>
      <td>
        {key !== undefined && (
          <a href={fragmentOf({ kind: 'request', key })}>
            <code>{key.slice(0, 8)}</code>
            <span class="visually-hidden">: its path</span>
          </a>
        )}
      </td>
      <td>{errorCode}</td>
      <td>{principal === undefined ? '' : principalName(principal)}</td>
      <td>{sourceIp}</td>
      <td>{clientAddress}</td>
      <td>{eventName}</td>
    </tr>
  );
}
