import type { AlarmTransition } from '../../cloudwatch/alarm/index.ts';
import { feeds } from '../../stack/declared/feeds.ts';
import type { ReplayPlan } from '../replay-plan.ts';
import { type Cause, compareCauses, minuteKey } from '../tally/causes.ts';
import { slotsArrived } from '../tally/slot.ts';
import type { Tally } from '../tally/tally.ts';

export interface FoundCauses {
  readonly listed: readonly { readonly filterName: string; readonly cause: Cause }[];
  readonly count: number;
}

const minuteMs = 60_000;

/** The part of a state's reason data that says which datapoints decided. */
interface ReasonData {
  readonly evaluatedDatapoints?: readonly { readonly timestamp: string; readonly value?: number }[];
}

/** The events that made an alarm fire: matches in the periods whose datapoints decided, as far as they had arrived. */
export function findCauses(
  { declaration, state }: AlarmTransition,
  { metricFilters }: ReplayPlan,
  tally: Tally,
): FoundCauses {
  const { evaluatedDatapoints = [] } = JSON.parse(state.reasonData ?? '{}') as ReasonData;
  const periodStarts = evaluatedDatapoints.map(({ timestamp }) => Date.parse(timestamp));
  const minutes = new Set(periodStarts.flatMap((startMs) => minutesOf(startMs, declaration.period)));
  const listed: { filterName: string; cause: Cause }[] = [];
  let count = 0;
  metricFilters.forEach((filter, index) => {
    if (!feeds(filter, declaration)) return;
    for (const minute of minutes) {
      for (const slot of slotsArrived(minute, state.updatedMs)) {
        count += tally.filters[index]?.matchesBySlot.get(slot) ?? 0;
      }
      const causes = tally.causes.byMinute.get(minuteKey(index, minute)) ?? [];
      const arrived = causes.filter(({ deliveredMs }) => deliveredMs <= state.updatedMs);
      listed.push(...arrived.map((cause) => ({ filterName: filter.filterName, cause })));
    }
  });
  return { listed: listed.sort((a, b) => compareCauses(a.cause, b.cause)), count };
}

/** The minutes of a period; one below a minute shows the data of the minute it begins. */
function minutesOf(startMs: number, periodSeconds: number): readonly number[] {
  const first = Math.floor(startMs / minuteMs) * minuteMs;
  const count = Math.max(1, periodSeconds / 60);
  return Array.from({ length: count }, (_, index) => first + index * minuteMs);
}
