import type { Rule } from '../../rule.ts';
import { at } from '../../values.ts';
import { alarmType } from './filter-metrics.ts';

const metrics = ['CPUUtilization', 'FreeStorageSpace'];

export const databaseAlarms: Rule = {
  id: 'database-alarms',
  sentence: 'A database that is busy or nearly full is noticed.',
  controls: ['field'],
  on: ['aws:rds/instance:Instance'],
  check: (database, stack) =>
    metrics
      .filter(
        (metric) =>
          stack.find(
            alarmType,
            ({ properties }) =>
              properties['namespace'] === 'AWS/RDS' &&
              properties['metricName'] === metric &&
              at(properties, 'dimensions', 'DBInstanceIdentifier') === database.properties['identifier'],
          ).length === 0,
      )
      .map((metric) => `No alarm watches AWS/RDS ${metric} of this database; declare one.`),
};
