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
      {/* Its roles are said, because rows that turn into blocks on a narrow screen lose them in some browsers. */}
      <table class="cause-table" role="table" aria-label="Events that did it">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader">Time</th>
            <th role="columnheader">Error and call</th>
            <th role="columnheader">Principal and source IP</th>
            <th role="columnheader">Request and client</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {causes.toReversed().map((cause) => (
            <Cause key={cause.matchId} cause={cause} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Cause({ cause }: { readonly cause: CauseView }) {
  const { atMs, eventName, errorCode, principal, sourceIp, clientAddress, requestId, kmsRequestId } = cause;
  const shown = requestId ?? kmsRequestId;
  // A client may have used the request's id before.
  const key = kmsRequestId ?? requestId;
  return (
    <tr role="row">
      <td role="cell">
        <ClockTime atMs={atMs} />
      </td>
      <td role="cell">
        {errorCode}
        <span class="muted">{eventName}</span>
      </td>
      <td role="cell">
        {principal !== undefined && <span title={principal}>{principalName(principal)}</span>}
        {sourceIp !== undefined && <span class="muted">from {sourceIp}</span>}
      </td>
      <td role="cell">
        {shown !== undefined && key !== undefined && (
          <a href={fragmentOf({ kind: 'request', key })} title={shown}>
            <code>{shown.slice(0, 8)}</code>
            <span class="visually-hidden">: its path</span>
          </a>
        )}
        {clientAddress !== undefined && <span class="muted">by {clientAddress}</span>}
      </td>
    </tr>
  );
}
