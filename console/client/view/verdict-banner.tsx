import { useEffect } from 'preact/hooks';
import { fragmentOf } from '../model/location.ts';
import { lostVerdict, readVerdict } from '../model/verdict.ts';
import { usePage, useRun } from '../page.ts';
import { FaultNotice } from './fault-notice.tsx';

/** The first glance: is somebody trying wrong keys, and did the alarm fire? */
export function VerdictBanner() {
  const { model, nowMs } = useRun();
  const lost = usePage().connection.value === 'lost';
  const verdict = lost ? lostVerdict(nowMs) : readVerdict(model, nowMs);
  const { tone, label, headline, detail, detectionId, mailId } = verdict;
  // The tab tells of an alarm too, and that there is nothing more to hear: the page is often behind others.
  const title = `${lost ? `${headline} - ` : label === 'Alarm' ? `ALARM: ${headline} - ` : ''}Keywatch console`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <section class={`verdict tone-${tone}`} aria-labelledby="verdict-headline">
      <p class="verdict-label">{label}</p>
      <div class="verdict-text">
        <h2 id="verdict-headline">{headline}</h2>
        <p>{detail}</p>
      </div>
      <div class="verdict-links">
        {detectionId !== undefined && (
          <a class="button" href={fragmentOf({ kind: 'detection', id: detectionId })}>
            {label === 'Watching' ? 'Watch it' : 'Why did it fire?'}
          </a>
        )}
        {mailId !== undefined && (
          <a class="button" href={fragmentOf({ kind: 'mail', id: mailId })}>
            Open the mail
          </a>
        )}
      </div>
      <FaultNotice />
    </section>
  );
}
