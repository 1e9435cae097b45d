import type { Rule } from '../../rule.ts';
import { refersTo } from '../../refers-to.ts';
import { isStated, list, texts } from '../../values.ts';

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-20 */
export const databaseEvents: Rule = {
  id: 'database-events',
  sentence: 'RDS tells of failures and changes of a database and its parameters.',
  controls: ['FSBP RDS.20', 'FSBP RDS.21', 'FSBP RDS.22'],
  on: ['aws:rds/instance:Instance'],
  check: (database, stack) =>
    (['db-instance', 'db-parameter-group'] as const)
      .filter(
        (sourceType) =>
          stack.find('aws:rds/eventSubscription:EventSubscription', ({ properties }) => {
            const sources = texts(properties['sourceIds']);
            return (
              properties['sourceType'] === sourceType &&
              properties['enabled'] !== false &&
              isStated(properties['snsTopic']) &&
              (list(properties['sourceIds']).length === 0 ||
                sources.includes(String(database.properties['identifier'])) ||
                sources.some((source) => source === database.properties['parameterGroupName']) ||
                sources.some((source) => refersTo(source, database)))
            );
          }).length === 0,
      )
      .map(
        (sourceType) =>
          `Nobody is told of events of the ${sourceType}; declare an EventSubscription with this sourceType.`,
      ),
};
