import { z } from 'zod';
import { detections, type Detection } from '../detections/index.ts';
import { name } from './setting-types.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html */
export const metricText = name(255, /^[^:*$]+$/, 'a text without ":", "*" and "$"');

const detectionOverrides = z.strictObject({
  metricFilterName: name(512, /^[^:*]+$/, 'a text without ":" and "*"').optional(),
  metricName: metricText.optional(),
  metricNamespace: metricText.optional(),
  alarmName: name(255, /^[^/]+$/, 'a text without "/"').optional(),
  threshold: z
    .number({ error: (issue) => `is ${JSON.stringify(issue.input)}; it takes a number` })
    .optional(),
});

/** What a stack may change about one detection; CloudWatch's words. */
export type DetectionOverrides = z.infer<typeof detectionOverrides>;

/** A detection on a metric of AWS's own has neither filter nor metric to name. */
const alarmOverrides = detectionOverrides.pick({ alarmName: true, threshold: true });

/** The changes of a stack, by detection. */
export const overridesById = z.strictObject(
  Object.fromEntries(
    detections.map(({ id, scope }) => [
      id,
      (scope === 'log-group' ? alarmOverrides : detectionOverrides).optional(),
    ]),
  ),
);

/** A detection whose threshold makes no sense, and why. */
export interface ThresholdProblem {
  readonly id: string;
  readonly message: string;
}

/** Thresholds that an alarm is always beyond, or never: what is counted is 0 or more. */
export function thresholdProblems(
  overrides: Readonly<Record<string, DetectionOverrides | undefined>>,
  catalogue: readonly Detection[] = detections,
): readonly ThresholdProblem[] {
  return catalogue.flatMap(({ id, alarm }) => {
    const threshold = overrides[id]?.threshold;
    if (threshold === undefined) return [];
    const senseless = senselessBecause(alarm.comparisonOperator, threshold);
    return senseless === undefined ? [] : [{ id, message: `is ${threshold}; ${senseless}` }];
  });
}

function senselessBecause(
  operator: Detection['alarm']['comparisonOperator'],
  threshold: number,
): string | undefined {
  switch (operator) {
    case 'GreaterThanOrEqualToThreshold':
      return threshold > 0
        ? undefined
        : 'its alarm goes off at this number and above, so it would never be OK: it takes a number above 0';
    case 'GreaterThanThreshold':
      return threshold >= 0
        ? undefined
        : 'its alarm goes off above this number, so it would never be OK: it takes 0 or a number above';
    case 'LessThanThreshold':
      return threshold > 0
        ? undefined
        : 'its alarm goes off below this number, so it would never go off: it takes a number above 0';
  }
}
