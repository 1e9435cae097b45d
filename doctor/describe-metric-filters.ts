import { paginateDescribeMetricFilters, type MetricFilter } from '@aws-sdk/client-cloudwatch-logs';
import type { CheckContext } from './check.ts';

/** All metric filters of the stack's log group. @throws AwsCallError `ResourceNotFoundException` when there is no such group. */
export async function describeMetricFilters({
  clients,
  stack,
}: CheckContext): Promise<readonly MetricFilter[]> {
  const filters: MetricFilter[] = [];
  const pages = paginateDescribeMetricFilters(
    { client: clients.logs },
    { logGroupName: stack.trailLogGroupName },
  );
  for await (const page of pages) filters.push(...(page.metricFilters ?? []));
  return filters;
}
