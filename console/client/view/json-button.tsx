import type { DetailPath } from '../model/detail-path.ts';
import { usePage } from '../page.ts';

/** Opens the whole JSON behind a step. */
export function JsonButton({ path, what }: { readonly path: DetailPath; readonly what: string }) {
  const { openDetail } = usePage();
  return (
    <button
      type="button"
      class="button button-small"
      aria-haspopup="dialog"
      onClick={() => {
        openDetail.value = { path, what };
      }}
    >
      JSON<span class="visually-hidden"> of {what}</span>
    </button>
  );
}
