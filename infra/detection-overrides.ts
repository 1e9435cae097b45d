import { z } from 'zod';
import { detections } from '../detections/index.ts';
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
