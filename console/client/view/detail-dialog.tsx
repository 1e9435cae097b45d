import { useEffect, useRef } from 'preact/hooks';
import { jsonTokens } from '../model/json-tokens.ts';
import { type OpenDetail, usePage } from '../page.ts';
import { api } from '../stream/api.ts';
import { CopyButton } from './copy-button.tsx';
import { useAnswer } from './use-answer.ts';

/** The whole JSON behind a step. Escape closes it, and the focus goes back to where it was opened. */
export function DetailDialog() {
  const { openDetail } = usePage();
  const { value: open } = openDetail;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open !== undefined) dialog.current?.showModal();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      class="detail-dialog"
      aria-labelledby="detail-title"
      onClose={() => {
        openDetail.value = undefined;
      }}
    >
      {open !== undefined && <DetailJson key={open.path} open={open} close={() => dialog.current?.close()} />}
    </dialog>
  );
}

function DetailJson({
  open: { path, what },
  close,
}: {
  readonly open: OpenDetail;
  readonly close: () => void;
}) {
  const answer = useAnswer(path, () => api.detail(path));
  return (
    <>
      <div class="panel-head">
        <h2 id="detail-title">{what}</h2>
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
