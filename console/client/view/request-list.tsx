import { useRef, useState } from 'preact/hooks';
import { count } from '../model/count.ts';
import { fragmentOf } from '../model/location.ts';
import type { Trace } from '../model/trace.ts';
import { usePage, useRun } from '../page.ts';
import { RequestRow } from './request-row.tsx';
import { RovingList } from './roving-list.tsx';
import { useMedia } from './use-media.ts';

/** In two lines where there is no room for one. */
const rowHeights = { wide: 38, narrow: 56 };

interface Held {
  readonly rows: readonly Trace[];
  readonly added: number;
}

/**
 * The requests, newest first. While somebody reads, its rows stay where they are (what they tell goes on), and a
 * button tells how many came in meanwhile.
 */
export function RequestList() {
  const { model } = useRun();
  const { location } = usePage();
  const { traces } = model;
  const [held, setHeld] = useState<Held>();
  const isNarrow = useMedia('(max-width: 479px)');
  const region = useRef<HTMLElement>(null);
  const rows = held?.rows ?? traces.newestFirst();
  const unseen = held === undefined ? 0 : traces.added - held.added;

  const hold = (reading: boolean): void => {
    if (reading === (held !== undefined)) return;
    setHeld(reading ? { rows, added: traces.added } : undefined);
  };
  const catchUp = (): void => {
    setHeld(undefined);
    region.current?.querySelector('.list')?.scrollTo({ top: 0 });
  };
  const current = location.value.kind === 'request' ? traces.get(location.value.key) : undefined;
  return (
    <section class="panel panel-list requests" aria-labelledby="requests-title" ref={region}>
      <div class="panel-head">
        <h2 id="requests-title">Requests</h2>
        {unseen > 0 ? (
          <button type="button" class="button button-small" onClick={catchUp}>
            Show {count(unseen, 'new one')}
          </button>
        ) : (
          <p class="muted">{traces.size === 0 ? '' : `${count(traces.size, 'path')} remembered`}</p>
        )}
      </div>
      <RovingList
        key={String(isNarrow)}
        label="Requests, newest first"
        items={rows}
        keyOf={(trace) => trace.key}
        hrefOf={(trace) => fragmentOf({ kind: 'request', key: trace.key })}
        rowHeightPx={isNarrow ? rowHeights.narrow : rowHeights.wide}
        renderRow={(trace) => <RequestRow trace={trace} />}
        isCurrent={(trace) => trace === current}
        onReading={hold}
        empty={<p>No request yet. Encrypt something, then try a wrong key.</p>}
      />
    </section>
  );
}
