import type { Rule } from '../../rule.ts';
import { refersTo } from '../../refers-to.ts';
import { at, list, text } from '../../values.ts';

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html */
export const databaseTls: Rule = {
  id: 'database-tls',
  sentence: 'Postgres refuses connections without TLS.',
  controls: ['CKV2_AWS_69', 'NAG RDS15', 'field'],
  essential: 'encryption in transit',
  on: ['aws:rds/instance:Instance'],
  check: ({ properties }, stack) => {
    if (!text(properties['engine']).startsWith('postgres')) return;
    const groups = stack.find('aws:rds/parameterGroup:ParameterGroup', (group) =>
      refersTo(properties['parameterGroupName'], group),
    );
    const isForced = groups.some((group) =>
      list(group.properties['parameters']).some(
        (parameter) => at(parameter, 'name') === 'rds.force_ssl' && text(at(parameter, 'value')) === '1',
      ),
    );
    return isForced
      ? undefined
      : 'rds.force_ssl is not stated; set it to 1 in a ParameterGroup of the database: a default can change with the version.';
  },
};
