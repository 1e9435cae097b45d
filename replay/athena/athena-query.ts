import type { AlarmDeclaration } from '../../cloudwatch/alarm/index.ts';
import { isNumber } from '../../cloudwatch/filter-pattern/decimal.ts';
import { parseFilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
import type { MetricFilterDeclaration } from '../../cloudwatch/metric-filter.ts';
import { compilePattern, type RefusedClause } from './compile-pattern.ts';
import type { SqlDialect } from './sql-dialect.ts';
import { indent, sqlComment, sqlString } from './sql-text.ts';

/** What the queries of a stack have in common. */
export interface QueryScope {
  /** As SQL names it. */
  readonly table: string;
  /** From a record's eventTime to its arrival in the log group. */
  readonly deliveryDelaySeconds: number;
  /** Events before are left out, by their own time. */
  readonly fromMs?: number | undefined;
  /** Events at this time and later are left out. */
  readonly toMs?: number | undefined;
}

/** One detection as a query. */
export interface AthenaQuery {
  readonly alarmName: string;
  readonly metricFilterNames: readonly string[];
  /** What must be so of CloudTrail's records for query and filters to agree; sentences. */
  readonly assumptions: readonly string[];
  readonly sql: string;
}

/** A detection without a query. */
export interface RefusedQuery {
  readonly alarmName: string;
  readonly clauses: readonly (RefusedClause & { readonly metricFilterName: string })[];
}

/**
 * Compiles a detection, that is an alarm and the metric filters whose metric it watches, to one query. Its rows
 * are the matching records with what caused them; beside each the datapoint of its minute (the Sum of the metric
 * in the minute of the record's delivery) and how many records match in all.
 */
export function buildAthenaQuery(
  alarm: Pick<AlarmDeclaration, 'alarmName' | 'namespace' | 'metricName'>,
  filters: readonly MetricFilterDeclaration[],
  scope: QueryScope,
  dialect: SqlDialect,
): AthenaQuery | RefusedQuery {
  const { alarmName, namespace, metricName } = alarm;
  const compiled = filters.map((filter) => ({
    filter,
    pattern: compilePattern(parseFilterPattern(filter.filterPattern).syntax, dialect),
    metricProblems: metricProblems(filter),
  }));
  const refusals = compiled.flatMap(({ filter, pattern, metricProblems: problems }) =>
    [...(pattern.kind === 'refused' ? pattern.clauses : []), ...problems].map((clause) => ({
      metricFilterName: filter.filterName,
      ...clause,
    })),
  );
  if (refusals.length > 0) return { alarmName, clauses: refusals };
  const conditions = compiled.flatMap(({ filter, pattern }, index) =>
    pattern.kind === 'sql' ? { ...pattern, filter, column: `filter_${index + 1}` } : [],
  );
  const assumptions = [...new Set(conditions.flatMap((condition) => condition.assumptions))];
  const comments = [
    `${alarmName}: the records that its metric filters match, and the datapoints of ${namespace} ${metricName}.`,
    ...conditions.map(
      ({ column, filter }) => `${column} is ${filter.filterName}: ${filter.filterPattern.trim()}`,
    ),
    ...assumptions.map((assumption) => `Assumption: ${assumption}`),
  ];
  return {
    alarmName,
    metricFilterNames: filters.map(({ filterName }) => filterName),
    assumptions,
    sql: `${comments.map(sqlComment).join('\n')}\n${printQuery(conditions, scope, dialect)}`,
  };
}

interface FilterCondition {
  readonly sql: string;
  readonly column: string;
  readonly filter: MetricFilterDeclaration;
}

const causes = [
  'eventtime',
  'COALESCE(useridentity.arn, useridentity.invokedby, useridentity.username, useridentity.principalid, useridentity.accountid, useridentity.type) AS principal',
  ...['sourceipaddress', 'eventsource', 'eventname', 'errorcode', 'errormessage', 'requestid', 'eventid'],
];
const causeColumns = causes.map((cause) => cause.replace(/^.* AS /, ''));

function printQuery(filters: readonly FilterCondition[], scope: QueryScope, dialect: SqlDialect): string {
  const instant = dialect.instant('eventtime');
  const limits = [
    ...(scope.fromMs === undefined ? [] : [`${instant} >= ${literalInstant(scope.fromMs, dialect)}`]),
    ...(scope.toMs === undefined ? [] : [`${instant} < ${literalInstant(scope.toMs, dialect)}`]),
  ];
  const records = [
    `date_trunc('minute', ${instant} + INTERVAL '${scope.deliveryDelaySeconds}' SECOND) AS minute`,
    ...causes,
    ...filters.map(({ column, sql }) => `(\n${indent(sql, 2)}\n) AS ${column}`),
  ];
  const values = filters.map(
    ({ column, filter }) => `CASE WHEN ${column} THEN ${filter.metricTransformation.value} ELSE 0 END`,
  );
  const names = filters.map(
    ({ column, filter }) => `CASE WHEN ${column} THEN ${sqlString(filter.filterName)} END`,
  );
  return `WITH records AS (
  SELECT
${indent(records.join(',\n'), 4)}
  FROM ${scope.table}${limits.length === 0 ? '' : `\n  WHERE ${limits.join(' AND ')}`}
)
SELECT
  minute,
  SUM(${values.join(' + ')}) OVER (PARTITION BY minute) AS datapoint,
  COUNT(*) OVER () AS matches,
  concat_ws(', ', ${names.join(', ')}) AS metric_filters,
${indent(causeColumns.join(',\n'), 2)}
FROM records
WHERE ${filters.map(({ column }) => column).join(' OR ')}
ORDER BY eventtime, eventid`;
}

function literalInstant(instantMs: number, dialect: SqlDialect): string {
  return dialect.instant(sqlString(new Date(instantMs).toISOString()));
}

/** A metric of which matches alone do not tell the datapoints. */
function metricProblems({ metricTransformation }: MetricFilterDeclaration): readonly RefusedClause[] {
  const { value, dimensions = {}, defaultValue = 0 } = metricTransformation;
  const problems: RefusedClause[] = [];
  if (!isNumber(value)) {
    problems.push({ clause: `metric value ${value}`, why: 'only a constant value is counted by a query' });
  }
  if (defaultValue !== 0) {
    const why =
      'a datapoint then also counts the records that do not match, and the query reads those that do';
    problems.push({ clause: `default value ${defaultValue}`, why });
  }
  if (Object.keys(dimensions).length > 0) {
    const clause = `dimensions ${Object.keys(dimensions).join(', ')}`;
    problems.push({ clause, why: 'each set of their values is a metric of its own' });
  }
  return problems;
}
