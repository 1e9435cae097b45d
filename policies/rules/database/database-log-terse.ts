import type { Rule } from '../../rule.ts';
import { refersTo } from '../../refers-to.ts';
import { at, list, text } from '../../values.ts';

/** @see https://www.postgresql.org/docs/current/runtime-config-logging.html */
export const databaseLogTerse: Rule = {
  id: 'database-log-terse',
  sentence: "Postgres' error log holds no values of rows.",
  controls: ['field'],
  on: ['aws:rds/instance:Instance'],
  check: ({ properties }, stack) => {
    if (!text(properties['engine']).startsWith('postgres')) return;
    const groups = stack.find('aws:rds/parameterGroup:ParameterGroup', (group) =>
      refersTo(properties['parameterGroupName'], group),
    );
    const isTerse = groups.some((group) =>
      list(group.properties['parameters']).some(
        (parameter) => at(parameter, 'name') === 'log_error_verbosity' && at(parameter, 'value') === 'terse',
      ),
    );
    return isTerse
      ? undefined
      : 'log_error_verbosity is not terse; set it in a ParameterGroup: DETAIL lines show the key that was there twice.';
  },
};
