import { paginateDescribeMetricFilters, type MetricFilter } from '@aws-sdk/client-cloudwatch-logs';
import { ifExists } from './aws-call-error.ts';
import type { CheckContext } from './check.ts';

/** All metric filters of the stack's log group; none where there is no such group, which `log-group-receiving` tells of. */
export async function describeMetricFilters(context: CheckContext): Promise<readonly MetricFilter[]> {
  return (await ifExists(readAllPages(context), 'ResourceNotFoundException')) ?? [];
}

async function readAllPages({ clients, stack }: CheckContext): Promise<readonly MetricFilter[]> {
  const filters: MetricFilter[] = [];
  const pages = paginateDescribeMetricFilters(
    { client: clients.logs },
    { logGroupName: stack.trailLogGroupName },
  );
  for await (const page of pages) filters.push(...(page.metricFilters ?? []));
  return filters;
}
