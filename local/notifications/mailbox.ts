import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly atMs: number;
}

/** A folder of `.eml` files, one per mail, which any mail program opens; sorted by name they are as they came. */
export interface Mailbox {
  /** Answers the file's path once the mail is there whole, which no later one is before it. */
  deliver(mail: Mail): Promise<string>;
}

/** The address AWS sends notifications from. @see https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html */
export const mailSender = { name: 'AWS Notifications', address: 'no-reply@sns.amazonaws.com' };

/** Opens a mailbox in a folder that exists. */
export function openMailbox(folder: string): Mailbox {
  let delivered = 0;
  const write = async ({ to, subject, text, atMs }: Mail): Promise<string> => {
    const message = composeMail({ to, subject, text, atMs });
    delivered += 1;
    const place = String(delivered).padStart(4, '0');
    const file = path.join(folder, `${fileStamp(atMs)}-${process.pid}-${place}-${slug(subject)}.eml`);
    await writeFile(`${file}.part`, message, { mode: 0o600 });
    await rename(`${file}.part`, file);
    return file;
  };
  let previous: Promise<unknown> = Promise.resolve();
  return {
    deliver(mail) {
      const next = previous.then(() => write(mail));
      previous = next.catch(() => undefined);
      return next;
    },
  };
}

/**
 * The text stands in the file as it is, so that `cat` shows it: no mail program minds, and encodings that keep lines
 * short are for the way over servers, which this mail never goes.
 */
function composeMail({ to, subject, text, atMs }: Mail): string {
  const head = new MailComposer({ from: mailSender, to, subject, date: new Date(atMs) }).compile();
  head.setHeader('Content-Type', 'text/plain; charset=utf-8');
  head.setHeader('Content-Transfer-Encoding', '8bit');
  return `${head.buildHeaders()}\r\n\r\n${text.replaceAll(/\r?\n/g, '\r\n')}\r\n`;
}

/** A time that sorts and is allowed in file names everywhere. */
function fileStamp(atMs: number): string {
  return new Date(atMs).toISOString().replaceAll(':', '').replace('.', '-');
}

function slug(subject: string): string {
  return subject
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80);
}
