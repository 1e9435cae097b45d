import type { ComponentChildren } from 'preact';
import type { DetectionView, FilterView } from '../../protocol.ts';
import { describeMissingData } from '../model/describe-alarm.ts';
import { formatPeriod } from '../model/format-time.ts';
import { CopyButton } from './copy-button.tsx';

/** A detection as it is declared: its patterns and settings, and what the catalogue says of its limits. */
export function DetectionFacts({ detection }: { readonly detection: DetectionView }) {
  const { filters, notes, knownGaps, falsePositives } = detection;
  return (
    <>
      {filters.length > 0 && (
        <section aria-labelledby="pattern-title">
          <h3 id="pattern-title">{filters.length === 1 ? 'Pattern' : 'Patterns'}</h3>
          {filters.map((filter) => (
            <Pattern key={filter.filterName} filter={filter} />
          ))}
        </section>
      )}
      <section aria-labelledby="settings-title">
        <h3 id="settings-title">Settings</h3>
        <Settings detection={detection} />
      </section>
      <Sentences title="What else sets it off" sentences={falsePositives} />
      <Sentences title="What it cannot see" sentences={knownGaps} />
      <Sentences title="Notes" sentences={notes} />
    </>
  );
}

function Pattern({ filter: { filterName, logGroupName, pattern } }: { readonly filter: FilterView }) {
  return (
    <>
      <p class="muted">
        {filterName} on {logGroupName}
      </p>
      <div class="code-block">
        <pre tabIndex={0} role="region" aria-label={`Pattern of ${filterName}`}>
          <code>{pattern}</code>
        </pre>
        <CopyButton text={pattern} what={`the pattern of ${filterName}`} />
      </div>
    </>
  );
}

function Settings({ detection: { alarm } }: { readonly detection: DetectionView }) {
  const dimensions = Object.entries(alarm.dimensions).map(([name, value]) => `${name} = ${value}`);
  const rows: readonly (readonly [name: string, value: ComponentChildren])[] = [
    ['Metric', `${alarm.namespace} ${alarm.metricName}`],
    ...(dimensions.length === 0 ? [] : [['Dimensions', dimensions.join(', ')] as const]),
    ['Statistic', `${alarm.statistic} per ${formatPeriod(alarm.period)}`],
    ['Threshold', `${alarm.comparisonOperator} ${alarm.threshold}`],
    ['Datapoints to alarm', `${alarm.datapointsToAlarm} of ${alarm.evaluationPeriods}`],
    ['Missing data', `${alarm.treatMissingData}: ${describeMissingData(alarm)}`],
    ['Recovery', alarm.notifiesRecovery ? 'is told as well' : 'is not told'],
  ];
  return (
    <dl class="settings">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul class="sentences">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
