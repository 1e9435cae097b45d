import type { StackFacts } from './stack-view.ts';
import { parsed, texts } from './values.ts';

/** What rules need of a stack's configuration, from the JSON object of texts that the Pulumi CLI passes on. */
export function readStackFacts(project: string, configJson: string | undefined): StackFacts {
  const config = (parsed(configJson ?? '{}') ?? {}) as Readonly<Record<string, unknown>>;
  return {
    monitorRoleArns: texts(parsed(config[`${project}:monitorRoleArns`])),
    keyAdministratorArns: texts(parsed(config[`${project}:keyAdministratorArns`])),
  };
}
