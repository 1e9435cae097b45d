import type { DetectionExplanation } from '../../protocol.ts';
import { shortName } from '../model/short-name.ts';
import { useRun } from '../page.ts';
import { api } from '../stream/api.ts';
import { useAnswer } from './use-answer.ts';

type FilterExplanation = DetectionExplanation['filters'][number];
type Clause = NonNullable<FilterExplanation['clause']>;

/** Why an event matches a detection's filters or does not: every clause, whether it holds, and what it saw. */
export function Explanation({
  eventId,
  detectionId,
}: {
  readonly eventId: number;
  readonly detectionId: string;
}) {
  const answer = useAnswer(`${eventId} ${detectionId}`, () => api.explain(eventId, detectionId));
  if (answer.kind === 'asking') return <p class="muted">Asking the filter …</p>;
  if (answer.kind === 'failed') return <p class="problem">{answer.message}</p>;
  const { filters } = answer.value;
  return (
    <div class="explanation">
      {filters.map((filter) => (
        <Filter key={filter.filterName} filter={filter} only={filters.length === 1} />
      ))}
    </div>
  );
}

function Filter({ filter, only }: { readonly filter: FilterExplanation; readonly only: boolean }) {
  const { snapshot } = useRun().model;
  const { filterName, matches, refusal, clause } = filter;
  return (
    <section aria-label={`Filter ${filterName}`}>
      {!only && (
        <h4 class="detection-id">
          {shortName(filterName, snapshot)}{' '}
          <span class="muted">{matches ? 'matches' : 'does not match'}</span>
        </h4>
      )}
      {refusal !== undefined && <p>{refusal}</p>}
      {clause && (
        <ul class="clauses">
          <ClauseView clause={clause} />
        </ul>
      )}
    </section>
  );
}

function ClauseView({ clause }: { readonly clause: Clause }) {
  const verdict = clause.holds ? 'true' : 'false';
  if (clause.kind === 'condition') {
    const { text, seen } = clause;
    return (
      <li class={`clause clause-${verdict}`}>
        <span class="clause-verdict">{verdict}</span>
        <span class="clause-text">
          <code>{text}</code>{' '}
          <span class="clause-seen">{seen.length === 0 ? 'saw nothing' : `saw ${seen.join(', ')}`}</span>
        </span>
      </li>
    );
  }
  return (
    <li class={`clause clause-${verdict}`}>
      <span class="clause-verdict">{verdict}</span>
      <span>{clause.kind === 'and' ? 'all of' : 'any of'}</span>
      <ul class="clauses">
        {clause.operands.map((operand, index) => (
          <ClauseView key={index} clause={operand} />
        ))}
      </ul>
    </li>
  );
}
