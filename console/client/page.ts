import { type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Announcement, announcementOf } from './model/announcement.ts';
import { type Connection, connectionAnnouncement } from './model/connection.ts';
import type { DetailPath } from './model/detail-path.ts';
import { type Location, fragmentOf, parseLocation } from './model/location.ts';
import { type ReadMails, createReadMails } from './model/read-mails.ts';
import type { RunModel } from './model/run-model.ts';
import { followRun } from './stream/follow-run.ts';

/** What the parts of the page share. */
export interface Page {
  readonly model: Signal<RunModel | undefined>;
  /** Grows whenever the model has changed: reading it makes a part draw anew. */
  readonly revision: Signal<number>;
  readonly connection: Signal<Connection>;
  /** The run's clock, moved on once a second; while the connection is lost, when the run was heard of last. */
  readonly nowMs: Signal<number>;
  readonly location: Signal<Location>;
  readonly announcement: Signal<Announcement | undefined>;
  readonly readMails: ReadMails;
  /** The JSON that is open. */
  readonly openDetail: Signal<OpenDetail | undefined>;
}

export interface OpenDetail {
  readonly path: DetailPath;
  /** Its title. */
  readonly what: string;
}

const PageContext = createContext<Page | undefined>(undefined);
export const PageProvider = PageContext.Provider;

/** The page around a part. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === undefined) throw new Error('A part of the page was drawn outside of it.');
  return page;
}

/** The run, as it is now; for parts that are drawn only once there is one. */
export function useRun(): { readonly model: RunModel; readonly nowMs: number; readonly revision: number } {
  const { model, revision, nowMs } = usePage();
  if (model.value === undefined) throw new Error('There is no run to draw yet.');
  return { model: model.value, nowMs: nowMs.value, revision: revision.value };
}

/** Goes to a location by the page's address. */
export function navigate(location: Location): void {
  window.location.hash = fragmentOf(location);
}

/** Starts to follow the run, the clock and the page's address. */
export function openPage(): Page {
  const page: Page = {
    model: signal(undefined),
    revision: signal(0),
    connection: signal('connecting'),
    nowMs: signal(Date.now()),
    location: signal(parseLocation(window.location.hash)),
    announcement: signal(undefined),
    readMails: createReadMails(() => window.sessionStorage),
    openDetail: signal(undefined),
  };
  let aheadMs = 0;
  const tick = (): void => {
    page.nowMs.value = Date.now() + aheadMs;
  };
  followRun({
    onRun(model) {
      aheadMs = model.snapshot.nowMs - Date.now();
      tick();
      page.model.value = model;
    },
    onEvents(events) {
      tick();
      page.revision.value += 1;
      const { value: model } = page.model;
      const said = model === undefined ? undefined : announcementOf(events, model);
      if (said !== undefined) page.announcement.value = said;
    },
    onConnection(connection) {
      const said = connectionAnnouncement(page.connection.value, connection);
      if (said !== undefined) page.announcement.value = said;
      page.connection.value = connection;
    },
  });
  // While the run isn't heard of its clock stands: what is not told must not look as if it had not happened.
  setInterval(() => {
    if (page.connection.value !== 'lost') tick();
  }, 1_000);
  window.addEventListener('hashchange', () => {
    // Other fragments are places on the page, such as the skip link's.
    if (/^#(?:\/|$)|^$/.test(window.location.hash)) page.location.value = parseLocation(window.location.hash);
  });
  return page;
}
