import type { Rule } from '../../rule.ts';
import type { Resource } from '../../resource.ts';
import { refersTo } from '../../refers-to.ts';
import { isStated, list, texts } from '../../values.ts';

/** What each control asks to be told of, by the kind of source. */
const wanted = {
  'db-instance': ['maintenance', 'configuration change', 'failure'],
  'db-parameter-group': ['configuration change'],
  'db-security-group': ['configuration change', 'failure'],
} as const;
type SourceType = keyof typeof wanted;

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-20 */
export const databaseEvents: Rule = {
  id: 'database-events',
  sentence: 'RDS tells of failures and changes of a database, its parameters and DB security groups.',
  controls: ['FSBP RDS.20', 'FSBP RDS.21', 'FSBP RDS.22'],
  on: ['aws:rds/instance:Instance'],
  check: (database, stack) =>
    (Object.keys(wanted) as SourceType[]).flatMap((sourceType) => {
      const subscriptions = stack.find(
        'aws:rds/eventSubscription:EventSubscription',
        ({ properties }) =>
          properties['sourceType'] === sourceType &&
          properties['enabled'] !== false &&
          isStated(properties['snsTopic']) &&
          isAbout(properties, database),
      );
      return wanted[sourceType]
        .filter((category) => !subscriptions.some(({ properties }) => tellsOf(properties, category)))
        .map(
          (category) =>
            `Nobody is told of the ${sourceType}'s events of the category "${category}"; declare an EventSubscription with this sourceType, and the category among its eventCategories.`,
        );
    }),
};

/** A subscription without sources is about all of its kind. */
function isAbout({ sourceIds }: Resource['properties'], database: Resource): boolean {
  const sources = texts(sourceIds);
  return (
    list(sourceIds).length === 0 ||
    sources.includes(String(database.properties['identifier'])) ||
    sources.some((source) => source === database.properties['parameterGroupName']) ||
    sources.some((source) => refersTo(source, database))
  );
}

/** A subscription without categories tells of all of them. */
function tellsOf({ eventCategories }: Resource['properties'], category: string): boolean {
  return list(eventCategories).length === 0 || texts(eventCategories).includes(category);
}
