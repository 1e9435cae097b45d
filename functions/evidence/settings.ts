import { z } from 'zod/mini';

const text = z.string().check(z.minLength(1));

/** An alarm of the stack's detections, as far as its messages need it. */
const watchedAlarm = z.object({
  alarmName: text,
  /** The detection's id. */
  detection: text,
  title: text,
  severity: z.enum(['page', 'notify', 'operational']),
  meaning: text,
  runbook: z.array(text).check(z.minLength(1)),
  /** Whom or what the alarm is about, for a person. */
  about: text,
  notifyRecovery: z.boolean(),
  /** All that the alarm looks back on: its period times its evaluation periods. */
  lookbackSeconds: z.number(),
  /** Of the metric filters that feed the alarm; none where it watches the log group itself. */
  filterPatterns: z.array(text),
  /** Whether the records are calls that the stack's own service made for its clients. */
  madeForClients: z.boolean(),
  /** Of CloudWatch Logs Insights: shows the same records. */
  query: text,
});

const evidenceSettings = z.object({
  project: text,
  stack: text,
  partition: text,
  region: text,
  trailLogGroupName: text,
  /** The service's own; absent where the service is not deployed here. */
  serviceLogGroupName: z.optional(text),
  /** Keeps one row for each alarm's latest incident. */
  tableName: text,
  channels: z.object({
    /** The topic that mails go through. */
    email: z.optional(z.object({ topicArn: text })),
    webhook: z.optional(z.object({ url: text, secretArn: text })),
    slack: z.optional(z.object({ secretArn: text })),
  }),
  alarms: z.array(watchedAlarm),
});

export type WatchedAlarm = z.infer<typeof watchedAlarm>;

/**
 * What the function knows of its stack: written beside its bundle at deployment, because all of it together exceeds
 * the 4 KB that Lambda leaves for environment variables.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export type EvidenceSettings = z.infer<typeof evidenceSettings>;

/** The file's name beside the bundle. */
export const settingsFile = 'settings.json';

/** @throws Error that names what is missing or of another kind. */
export function parseEvidenceSettings(json: string): EvidenceSettings {
  const result = evidenceSettings.safeParse(JSON.parse(json));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`${settingsFile} can't be used: ${problems.join('; ')}.`);
}
