import { usePage } from '../page.ts';

/** The page's live regions. They are there from the start, or screen readers would not watch them. */
export function Announcer() {
  const { announcement } = usePage();
  const { urgent, text } = announcement.value ?? { urgent: false, text: '' };
  return (
    <div class="visually-hidden">
      <div role="alert">{urgent ? text : ''}</div>
      <div role="status">{urgent ? '' : text}</div>
    </div>
  );
}
