import { useEffect, useRef } from 'preact/hooks';
import { jsonTokens } from '../model/json-tokens.ts';
import { usePage } from '../page.ts';
import { api } from '../stream/api.ts';
import { CopyButton } from './copy-button.tsx';
import { useAnswer } from './use-answer.ts';

/** The whole JSON behind an event. Escape closes it, and the focus goes back to where it was opened. */
export function EventDialog() {
  const { openEventId } = usePage();
  const { value: eventId } = openEventId;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (eventId !== undefined) dialog.current?.showModal();
  }, [eventId]);
  return (
    <dialog
      ref={dialog}
      class="event-dialog"
      aria-labelledby="event-title"
      onClose={() => {
        openEventId.value = undefined;
      }}
    >
      {eventId !== undefined && (
        <EventJson key={eventId} eventId={eventId} close={() => dialog.current?.close()} />
      )}
    </dialog>
  );
}

function EventJson({ eventId, close }: { readonly eventId: number; readonly close: () => void }) {
  const answer = useAnswer(String(eventId), () => api.event(eventId));
  return (
    <>
      <div class="panel-head">
        <h2 id="event-title">Event {eventId}</h2>
        <div class="button-row">
          {answer.kind === 'answered' && (
            <CopyButton text={JSON.stringify(answer.value.detail, undefined, 2)} what="the JSON" />
          )}
          <button type="button" class="button button-small" onClick={close}>
            Close
          </button>
        </div>
      </div>
      {answer.kind === 'failed' && <p class="problem">{answer.message}</p>}
      {answer.kind === 'asking' && <p class="muted">Fetching …</p>}
      {answer.kind === 'answered' && (
        <pre class="json" tabIndex={0} role="region" aria-label="JSON">
          {jsonTokens(answer.value.detail).map(({ kind, text }, index) => (
            <span key={index} class={`json-${kind}`}>
              {text}
            </span>
          ))}
        </pre>
      )}
    </>
  );
}
