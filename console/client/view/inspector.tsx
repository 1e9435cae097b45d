import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type Location, fragmentOf } from '../model/location.ts';
import { navigate, usePage } from '../page.ts';
import { DetectionDetail } from './detection-detail.tsx';
import { MailDetail } from './mail-detail.tsx';
import { Overview } from './overview.tsx';
import { RequestDetail } from './request-detail.tsx';

/** What one looks at: a request's path, a detection, a mail; the stack's graphs while it is nothing of these. */
export function Inspector() {
  const { location } = usePage();
  const { value: shown } = location;
  const element = useRef<HTMLElement>(null);
  const comesFrom = useRef<HTMLElement>(undefined);
  const opened = useRef(fragmentOf(shown));

  useEffect(() => {
    const fragment = fragmentOf(shown);
    if (opened.current === fragment) return;
    opened.current = fragment;
    if (shown.kind === 'overview') return comesFrom.current?.focus();
    if (document.activeElement instanceof HTMLElement && !element.current?.contains(document.activeElement)) {
      comesFrom.current = document.activeElement;
    }
    element.current?.scrollTo({ top: 0 });
    element.current?.focus({ preventScroll: false });
  }, [shown]);

  const close = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || shown.kind === 'overview') return;
    event.preventDefault();
    navigate({ kind: 'overview' });
  };
  return (
    <section
      class={`panel inspector inspector-${shown.kind}`}
      aria-label={labelOf(shown)}
      tabIndex={-1}
      ref={element}
      onKeyDown={close}
    >
      <div class="panel-head inspector-head">
        <p class="muted">{labelOf(shown)}</p>
        {shown.kind !== 'overview' && (
          <a class="button button-small" href={fragmentOf({ kind: 'overview' })}>
            Close
          </a>
        )}
      </div>
      <div class="inspector-body">{contentOf(shown)}</div>
    </section>
  );
}

function labelOf({ kind }: Location): string {
  return { overview: 'Graphs', request: 'Request', detection: 'Detection', mail: 'Mail' }[kind];
}

function contentOf(shown: Location): ComponentChildren {
  switch (shown.kind) {
    case 'overview':
      return <Overview />;
    case 'request':
      return <RequestDetail key={shown.key} traceKey={shown.key} />;
    case 'detection':
      return <DetectionDetail key={shown.id} id={shown.id} />;
    case 'mail':
      return <MailDetail key={shown.id} id={shown.id} />;
  }
}
