import type { DetectionView } from '../../protocol.ts';
import { fragmentOf } from '../model/location.ts';
import { shortName } from '../model/short-name.ts';
import { urgencyOf } from '../model/urgency.ts';
import { firing } from '../model/verdict.ts';
import { usePage, useRun } from '../page.ts';
import { RovingList } from './roving-list.tsx';
import { Sparkline } from './sparkline.tsx';
import { StateChip } from './state-chip.tsx';

const rowHeightPx = 54;

/** What the stack watches for: those in alarm first, those that are not evaluated here last. */
export function DetectionList() {
  const { model } = useRun();
  const { location } = usePage();
  const current = location.value.kind === 'detection' ? location.value.id : undefined;
  const inAlarm = firing(model);
  const others = model.detections().filter((detection) => !inAlarm.includes(detection));
  const items = [
    ...inAlarm,
    ...others.filter(({ evaluation }) => evaluation !== null),
    ...others.filter(({ evaluation }) => evaluation === null),
  ];
  return (
    <section class="panel panel-list detections" aria-labelledby="detections-title">
      <div class="panel-head">
        <h2 id="detections-title">Detections</h2>
        <p class="muted">{inAlarm.length === 0 ? 'none in alarm' : `${inAlarm.length} in alarm`}</p>
      </div>
      <RovingList
        label="Detections, those in alarm first"
        items={items}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => fragmentOf({ kind: 'detection', id })}
        rowHeightPx={rowHeightPx}
        rowClass={(detection) => `detection-row tone-${urgencyOf(detection)}`}
        renderRow={(detection) => <DetectionRow detection={detection} />}
        isCurrent={({ id }) => id === current}
        empty={<p>The stack declares no alarm.</p>}
      />
    </section>
  );
}

function DetectionRow({ detection }: { readonly detection: DetectionView }) {
  const { model, nowMs } = useRun();
  const { id, title, alarm, evaluation } = detection;
  const series = model.series(detection.seriesId);
  return (
    <>
      <span class="detection-title">{title}</span>
      <span class="detection-id" title={id}>
        {shortName(id, model.snapshot)}
      </span>
      {evaluation !== null && series && (
        <Sparkline series={series} nowMs={nowMs} threshold={alarm.threshold} />
      )}
      <StateChip detection={detection} />
    </>
  );
}
