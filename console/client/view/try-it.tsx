import { useState } from 'preact/hooks';
import type { ScenarioId, ScenarioView, TryOutcome } from '../../protocol.ts';
import { formatDuration } from '../model/format-time.ts';
import { fragmentOf } from '../model/location.ts';
import { useRun } from '../page.ts';
import { api } from '../stream/api.ts';
import { CopyButton } from './copy-button.tsx';

type Tried =
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly outcome: TryOutcome }
  | { readonly kind: 'failed'; readonly message: string };

/** A button for each thing worth trying; beside each the same by hand. */
export function TryIt() {
  const { scenarios } = useRun().model.snapshot;
  const [chosenId, setChosenId] = useState<ScenarioId>();
  const [tried, setTried] = useState<Tried>();
  const chosen = scenarios.find(({ id }) => id === chosenId);

  const show = (id: ScenarioId): void => {
    setTried(undefined);
    setChosenId(id === chosenId && tried === undefined ? undefined : id);
  };
  const run = (id: ScenarioId): void => {
    setChosenId(id);
    setTried({ kind: 'running' });
    api.tryScenario(id).then(
      (outcome) => setTried({ kind: 'done', outcome }),
      (error: unknown) => setTried({ kind: 'failed', message: (error as Error).message }),
    );
  };
  return (
    <section class="panel try-it" aria-labelledby="try-it-title">
      <h2 id="try-it-title">Try it</h2>
      <ul class="scenarios">
        {scenarios.map((scenario) => (
          <li key={scenario.id} class="split-button">
            <button
              type="button"
              class="button"
              disabled={tried?.kind === 'running'}
              onClick={() => run(scenario.id)}
            >
              {scenario.title}
            </button>
            <button
              type="button"
              class="button"
              aria-expanded={scenario.id === chosenId}
              aria-controls="try-it-curl"
              onClick={() => show(scenario.id)}
            >
              curl<span class="visually-hidden"> for {scenario.title}</span>
            </button>
          </li>
        ))}
      </ul>
      <div id="try-it-curl">{chosen && <ByHand scenario={chosen} tried={tried} />}</div>
      <div role="status" class="try-it-outcome">
        <Outcome tried={tried} />
      </div>
    </section>
  );
}

function ByHand({ scenario, tried }: { readonly scenario: ScenarioView; readonly tried: Tried | undefined }) {
  return (
    <div class="by-hand">
      {tried === undefined && <p>{scenario.about}</p>}
      <div class="code-block">
        <pre tabIndex={0} role="region" aria-label={`curl for ${scenario.title}`}>
          <code>{scenario.curl}</code>
        </pre>
        <CopyButton text={scenario.curl} what={`the curl for ${scenario.title}`} />
      </div>
    </div>
  );
}

/** So many answers are listed; the summary counts them all. */
const maxShown = 3;

function Outcome({ tried }: { readonly tried: Tried | undefined }) {
  if (tried === undefined) return null;
  if (tried.kind === 'running') return <p>Trying …</p>;
  if (tried.kind === 'failed') return <p class="problem">{tried.message}</p>;
  const { summary, exchanges } = tried.outcome;
  return (
    <>
      <p>{summary}</p>
      <ul class="exchanges">
        {exchanges.slice(-maxShown).map(({ method, path, status, answer, durationMs, requestId }, index) => (
          <li key={index}>
            <span class={`status status-${String(status ?? 0).charAt(0)}`}>{status ?? 'no answer'}</span>{' '}
            {requestId === null ? (
              `${method} ${path}`
            ) : (
              <a href={fragmentOf({ kind: 'request', key: requestId })}>
                {method} {path}
              </a>
            )}{' '}
            <span class="muted">{formatDuration(durationMs)}</span>
            <code>{answer}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
