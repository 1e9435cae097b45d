import { Announcer } from './announcer.tsx';
import { DetailDialog } from './detail-dialog.tsx';
import { DetectionList } from './detection-list.tsx';
import { Inspector } from './inspector.tsx';
import { Mailbox } from './mailbox.tsx';
import { PageHeader } from './page-header.tsx';
import { RequestList } from './request-list.tsx';
import { TryIt } from './try-it.tsx';
import { VerdictBanner } from './verdict-banner.tsx';
import { usePage } from '../page.ts';

/** The whole page: first what there is to know at a glance, then what happens, then what of it one looks at. */
export function App() {
  const { model, connection } = usePage();
  const opened = model.value !== undefined;
  return (
    <>
      <a class="skip-link" href="#main">
        Skip to the content
      </a>
      <PageHeader />
      <main id="main" tabIndex={-1}>
        {opened ? (
          <>
            <VerdictBanner />
            <div class="columns">
              <div class="column column-requests">
                <TryIt />
                <RequestList />
              </div>
              <Inspector />
              <div class="column column-watch">
                <DetectionList />
                <Mailbox />
              </div>
            </div>
          </>
        ) : (
          <p class="opening">
            {connection.value === 'lost' ? 'The local run does not answer yet.' : 'Opening the run …'}
          </p>
        )}
      </main>
      <Announcer />
      <DetailDialog />
    </>
  );
}
