import type { MailView } from '../../protocol.ts';

type Named = Pick<MailView, 'id' | 'atMs'>;

/** Which mails were opened, kept where a reload finds it again. */
export interface ReadMails {
  has(mail: Named): boolean;
  add(mail: Named): void;
}

/** What of the browser's storage is needed. */
export interface TextStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const storeKey = 'keywatch-read-mails';

/**
 * Opens the record. Ids count from 1 in each run, so that a mail is known by its time as well. Where the browser keeps
 * nothing for the page, the record lasts until a reload: site data may be blocked, which makes the mere look at the
 * storage throw, or there may be no room.
 * @see https://html.spec.whatwg.org/multipage/webstorage.html#dom-sessionstorage
 */
export function createReadMails(openStore: () => TextStore): ReadMails {
  const kept = attempt(() => openStore().getItem(storeKey)) ?? '';
  const names = new Set(kept.split(' ').filter((name) => /^\d+@\d+$/.test(name)));
  const nameOf = ({ id, atMs }: Named): string => `${id}@${atMs}`;
  return {
    has: (mail) => names.has(nameOf(mail)),
    add(mail) {
      names.add(nameOf(mail));
      attempt(() => openStore().setItem(storeKey, [...names].join(' ')));
    },
  };
}

function attempt<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
