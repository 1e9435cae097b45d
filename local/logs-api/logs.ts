import type { AwsService } from '../endpoint/aws-service.ts';
import { type LogsSource, filterLogEvents } from './filter-log-events.ts';

/** The reading side of CloudWatch Logs' API. */
export const createLogs = (source: LogsSource): AwsService => ({
  signingName: 'logs',
  targetPrefix: 'Logs_20140328',
  protocols: ['aws-json-1.1'],
  operations: { FilterLogEvents: filterLogEvents(source) },
});
