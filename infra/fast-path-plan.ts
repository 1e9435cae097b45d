import type * as pulumi from '@pulumi/pulumi';
import { fastPathOf, inWords, type CompiledEventPattern, type EventPattern } from '../detections/index.ts';
import type { PlannedDetection } from './detection-plan.ts';
import { mapInput } from './map-input.ts';
import type { Names } from './names.ts';

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const maxRuleNameLength = 64;

/** A rule of EventBridge beside a metric filter. */
export interface FastPathRule {
  /** Within the program. */
  readonly logicalName: string;
  readonly ruleName: string;
  /** The alarm on the filter's metric. */
  readonly alarmName: string;
  readonly eventPattern: pulumi.Input<EventPattern>;
}

export interface FastPathPlan {
  readonly rules: readonly FastPathRule[];
  /** One sentence for each detection that EventBridge can't be asked for, with the clause. */
  readonly leftOut: readonly string[];
}

/** What decides the rules of a detection. */
type Planned = Pick<PlannedDetection, 'detection' | 'threshold' | 'alarmName' | 'metricFilters'>;

/** One rule for each metric filter of a detection that fires at its first record. Pure, but for what AWS decides. */
export function planFastPath(plan: readonly Planned[], names: Names): FastPathPlan {
  const answers = plan.map((planned) => ({
    planned,
    fastPath: fastPathOf(planned.detection, planned.threshold),
  }));
  const leftOut = answers.flatMap(({ planned, fastPath }) =>
    fastPath.possible || fastPath.kind === 'not-at-once'
      ? []
      : `${planned.detection.id} has no fast path: ${fastPath.because}.`,
  );
  return {
    rules: answers.flatMap(({ planned, fastPath }) => (fastPath.possible ? rulesOf(planned, names) : [])),
    leftOut: [...new Set(leftOut)],
  };
}

function rulesOf({ metricFilters, alarmName }: Planned, names: Names): FastPathRule[] {
  return metricFilters.map(({ logicalName, eventPattern }) => ({
    logicalName,
    alarmName,
    ruleName: names.named(logicalName, maxRuleNameLength),
    eventPattern: mapInput(eventPattern, (compiled) => expressed(compiled, logicalName)),
  }));
}

/** @throws Error where what AWS decided makes the pattern another one than the catalogue knows. */
function expressed(compiled: CompiledEventPattern, logicalName: string): EventPattern {
  if (compiled.expressible) return compiled.pattern;
  throw new Error(
    `The fast path can't have a rule for ${logicalName}: ${inWords(compiled)}. fastPath false does without.`,
  );
}

/**
 * What a rule puts into the queue: the record, under the name of the alarm that counts it. In a template `<` begins the
 * name of a value, so one in the alarm's name is escaped.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function noticeTemplate(alarmName: string): string {
  const quoted = JSON.stringify(alarmName).replaceAll('<', String.raw`\u003c`);
  return `{"alarmName":${quoted},"record":<record>}`;
}
