import { formatTime } from '../model/format-time.ts';
import { usePage } from '../page.ts';

const connectionTexts = { connecting: 'Connecting', live: 'Live', lost: 'Not connected' };

/** Which run this is, whether the page hears of it, and its clock. */
export function PageHeader() {
  const { model, connection, nowMs } = usePage();
  const snapshot = model.value?.snapshot;
  return (
    <header class="page-header">
      <h1>
        <span class="brand">Keywatch</span> <span class="brand-what">console</span>
      </h1>
      {snapshot && (
        <dl class="run-facts">
          <div>
            <dt>Stack</dt>
            <dd>{snapshot.stack}</dd>
          </div>
          <div>
            <dt>Region</dt>
            <dd>{snapshot.region}</dd>
          </div>
          <div class="run-fact-wide">
            <dt>Service</dt>
            <dd>{snapshot.endpoint}</dd>
          </div>
        </dl>
      )}
      <div class="header-live">
        <p class={`connection connection-${connection.value}`}>{connectionTexts[connection.value]}</p>
        <p class="clock">
          <time>{formatTime(nowMs.value)}</time> UTC
        </p>
      </div>
    </header>
  );
}
