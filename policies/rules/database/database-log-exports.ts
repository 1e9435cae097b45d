import type { Rule } from '../../rule.ts';
import { text, texts } from '../../values.ts';

export const databaseLogExports: Rule = {
  id: 'database-log-exports',
  sentence: "Postgres' logs are kept outside the database.",
  controls: ['FSBP RDS.9', 'FSBP RDS.36', 'CKV_AWS_129', 'NAG RDS16'],
  on: ['aws:rds/instance:Instance'],
  check: ({ properties: { engine, enabledCloudwatchLogsExports } }) =>
    text(engine).startsWith('postgres')
      ? ['postgresql', 'upgrade']
          .filter((log) => !texts(enabledCloudwatchLogsExports).includes(log))
          .map((log) => `enabledCloudwatchLogsExports lacks ${log}; add it, and declare its log group.`)
      : undefined,
};
