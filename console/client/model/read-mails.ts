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

/** Opens the record. Ids count from 1 in each run, so that a mail is known by its time as well. */
export function createReadMails(store: TextStore): ReadMails {
  const names = new Set((store.getItem(storeKey) ?? '').split(' ').filter((name) => /^\d+@\d+$/.test(name)));
  const nameOf = ({ id, atMs }: Named): string => `${id}@${atMs}`;
  return {
    has: (mail) => names.has(nameOf(mail)),
    add(mail) {
      names.add(nameOf(mail));
      store.setItem(storeKey, [...names].join(' '));
    },
  };
}
