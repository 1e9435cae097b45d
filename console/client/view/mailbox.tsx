import type { MailView } from '../../protocol.ts';
import { count } from '../model/count.ts';
import { fragmentOf } from '../model/location.ts';
import { usePage, useRun } from '../page.ts';
import { ClockTime } from './clock-time.tsx';
import { RovingList } from './roving-list.tsx';

const rowHeightPx = 54;

/** The mailbox of whoever is told, newest first. */
export function Mailbox() {
  const { model } = useRun();
  const { location, readMails: read } = usePage();
  const mails = model.mails();
  const unread = mails.filter((mail) => !read.has(mail)).length;
  const current = location.value.kind === 'mail' ? location.value.id : undefined;
  return (
    <section class="panel panel-list mailbox" aria-labelledby="mailbox-title">
      <div class="panel-head">
        <h2 id="mailbox-title">Mailbox</h2>
        <p class="muted">
          {mails.length === 0 ? '' : unread === 0 ? 'all read' : count(unread, 'unread', 'unread')}
        </p>
      </div>
      <RovingList
        label="Mails, newest first"
        items={mails}
        keyOf={({ id }) => String(id)}
        hrefOf={({ id }) => fragmentOf({ kind: 'mail', id })}
        rowHeightPx={rowHeightPx}
        rowClass={(mail) => `mail-row ${read.has(mail) ? '' : 'mail-unread'}`}
        renderRow={(mail) => <MailRow mail={mail} unread={!read.has(mail)} />}
        isCurrent={({ id }) => id === current}
        empty={<p>No mail yet. An alarm that fires sends one.</p>}
      />
    </section>
  );
}

function MailRow({ mail, unread }: { readonly mail: MailView; readonly unread: boolean }) {
  return (
    <>
      <span class="mail-from">
        {unread && <span class="visually-hidden">Unread, </span>}
        {senderName(mail.from)}
      </span>
      <ClockTime atMs={mail.atMs} />
      <span class={`mail-subject ${/^ALARM/.test(mail.subject) ? 'mail-alarm' : ''}`}>{mail.subject}</span>
    </>
  );
}

/** `AWS Notifications` of `AWS Notifications <no-reply@sns.amazonaws.com>`. */
function senderName(from: string): string {
  return from.replace(/\s*<[^>]*>$/, '').replaceAll('"', '') || from;
}
