import type { AthenaQueries } from './athena-queries.ts';
import type { RefusedQuery } from './athena-query.ts';
import { sqlComment } from './sql-text.ts';

/**
 * The queries as a file of SQL. What is not a statement is a comment in it, so that the whole can be kept;
 * Athena runs one statement at a time.
 */
export function renderQueries({ stack, logGroupName, deliveryDelaySeconds, ...told }: AthenaQueries): string {
  const head = [
    `Stack ${stack}, log group ${logGroupName}: ${told.queries.length} detections over the CloudTrail table of https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table.html`,
    `A datapoint is the Sum of its metric in the minute of delivery, ${deliveryDelaySeconds} s after eventTime. Minutes without a match have no row. Alarms are not evaluated here: npm run replay does that.`,
    'Every query reads the whole table. Add the partitions you mean to the inner WHERE.',
  ];
  const sections = [
    head.map(sqlComment).join('\n'),
    ...told.queries.map(({ sql }) => `${sql};`),
    ...told.refused.map((query) => refusalSentences(query).map(sqlComment).join('\n')),
    ...told.withoutFilter.map(({ alarmName, because }) =>
      sqlComment(`${alarmName} has no query: ${because}.`),
    ),
  ];
  return sections.join('\n\n');
}

/** Why a detection has no query: detection, clause, reason. */
export function refusalSentences({ alarmName, clauses }: RefusedQuery): readonly string[] {
  return clauses.map(
    ({ metricFilterName, clause, why }) =>
      `${alarmName} has no query. SQL can't say ${clause} (metric filter ${metricFilterName}): ${why}.`,
  );
}
