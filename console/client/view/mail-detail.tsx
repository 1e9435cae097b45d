import { useEffect } from 'preact/hooks';
import { formatIso, formatMailDate } from '../model/format-time.ts';
import { fragmentOf } from '../model/location.ts';
import { splitLinks } from '../model/split-links.ts';
import { usePage, useRun } from '../page.ts';

/** A mail as a mail program shows it: its head, then its text as it was written. */
export function MailDetail({ id }: { readonly id: number }) {
  const { model } = useRun();
  const { revision, readMails } = usePage();
  const mail = model.mails().find((one) => one.id === id);
  useEffect(() => {
    if (mail === undefined || readMails.has(mail)) return;
    readMails.add(mail);
    revision.value += 1;
  }, [mail, readMails, revision]);
  if (mail === undefined) return <p class="empty">This mail is not remembered any more.</p>;
  return (
    <article class="mail">
      <h2>{mail.subject}</h2>
      <dl class="mail-head">
        <dt>From</dt>
        <dd>{mail.from}</dd>
        <dt>To</dt>
        <dd>{mail.to}</dd>
        <dt>Date</dt>
        <dd>
          <time dateTime={formatIso(mail.atMs)}>{formatMailDate(mail.atMs)}</time>
        </dd>
        <dt>File</dt>
        <dd>{mail.file}</dd>
      </dl>
      {mail.detectionId !== null && (
        <p>
          <a class="button" href={fragmentOf({ kind: 'detection', id: mail.detectionId })}>
            Why did it come?
          </a>
        </p>
      )}
      <div class="mail-text">
        {splitLinks(mail.text).map(({ text, isLink }, index) =>
          isLink ? (
            <a key={index} href={text} rel="noreferrer" target="_blank">
              {text}
            </a>
          ) : (
            text
          ),
        )}
      </div>
    </article>
  );
}
