import { usePage } from '../page.ts';

/** Opens the whole JSON behind an event. */
export function JsonButton({ eventId, what }: { readonly eventId: number; readonly what: string }) {
  const { openEventId } = usePage();
  return (
    <button
      type="button"
      class="button button-small"
      aria-haspopup="dialog"
      onClick={() => {
        openEventId.value = eventId;
      }}
    >
      JSON<span class="visually-hidden"> of {what}</span>
    </button>
  );
}
