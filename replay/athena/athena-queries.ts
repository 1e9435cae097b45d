import { feeds } from '../../stack/declared/feeds.ts';
import type { NotReplayed, ReplayPlan } from '../replay-plan.ts';
import { type AthenaQuery, buildAthenaQuery, type QueryScope, type RefusedQuery } from './athena-query.ts';
import { athenaDialect } from './sql-dialect.ts';
import { sqlIdentifier } from './sql-text.ts';

/** The detections of a stack as queries, and those that have none. */
export interface AthenaQueries {
  readonly stack: string;
  readonly logGroupName: string;
  readonly deliveryDelaySeconds: number;
  readonly queries: readonly AthenaQuery[];
  /** Detections with a clause that the table can't answer. */
  readonly refused: readonly RefusedQuery[];
  /** Alarms that no metric filter on the log group feeds. */
  readonly withoutFilter: readonly NotReplayed[];
}

/** Compiles every alarm of a plan; each with all metric filters that feed it. */
export function buildAthenaQueries(plan: ReplayPlan, scope: QueryScope): AthenaQueries {
  const built = plan.alarms.map((alarm) =>
    buildAthenaQuery(
      alarm,
      plan.metricFilters.filter((filter) => feeds(filter, alarm)),
      scope,
      athenaDialect,
    ),
  );
  return {
    stack: plan.stack,
    logGroupName: plan.logGroupName,
    deliveryDelaySeconds: scope.deliveryDelaySeconds,
    queries: built.filter((query) => 'sql' in query),
    refused: built.filter((query) => 'clauses' in query),
    withoutFilter: plan.notReplayed,
  };
}

/** `DATABASE.TABLE` as SQL names it, or `undefined`. Athena allows letters, digits and underscores; others hyphens too. */
export function parseTableName(text: string): string | undefined {
  const [, database, table] = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/.exec(text) ?? [];
  if (database === undefined || table === undefined) return undefined;
  return `${sqlIdentifier(database)}.${sqlIdentifier(table)}`;
}
