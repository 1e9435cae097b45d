import type { Rule } from '../../rule.ts';
import { number, text } from '../../values.ts';

const defaultPorts: Readonly<Record<string, number>> = { postgres: 5432, mysql: 3306, mariadb: 3306 };

export const databasePort: Rule = {
  id: 'database-port',
  sentence: "A database listens on another port than its kind's.",
  controls: ['FSBP RDS.23', 'NAG RDS11'],
  on: ['aws:rds/instance:Instance'],
  check: ({ properties: { engine, port } }) =>
    number(port) === defaultPorts[text(engine)] || Number.isNaN(number(port))
      ? `port is ${text(port) || 'not set'}, which everybody knows; choose another, and the same in the security groups.`
      : undefined,
};
