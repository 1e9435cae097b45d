import type { DetectionView } from '../../protocol.ts';
import { detailPaths } from '../model/detail-path.ts';
import { stateTexts } from '../model/state-text.ts';
import { ClockTime } from './clock-time.tsx';
import { JsonButton } from './json-button.tsx';

/** So many changes are listed; the mailbox and the run's own record have all. */
const maxShown = 10;

/** An alarm's changes of state, newest first. */
export function Transitions({ detection }: { readonly detection: DetectionView }) {
  const { transitions, evaluation } = detection;
  if (evaluation === null) return null;
  return (
    <section aria-labelledby="transitions-title">
      <h3 id="transitions-title">Changes of state</h3>
      {transitions.length === 0 && <p class="muted">None yet: the first evaluation settles it.</p>}
      <ol class="transitions">
        {transitions
          .slice(-maxShown)
          .reverse()
          .map(({ id, atMs, from, to, reason }) => (
            <li key={id}>
              <ClockTime atMs={atMs} />
              <div>
                <p>
                  {stateTexts[from]} → <b>{stateTexts[to]}</b>
                </p>
                <p class="muted">{reason}</p>
              </div>
              <JsonButton path={detailPaths.event(id)} what="Change of state" />
            </li>
          ))}
      </ol>
    </section>
  );
}
