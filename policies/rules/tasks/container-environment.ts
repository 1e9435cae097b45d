import type { Rule } from '../../rule.ts';
import { at, list, text } from '../../values.ts';
import { eachContainer } from './containers.ts';

const secretName =
  /(?:PASSWORD|PASSWD|TOKEN|CREDENTIALS?|(?:API|ACCESS|PRIVATE|SECRET)_?KEY(?:_ID)?|SECRET)$/i;
/** Access key ids, private keys, and URLs with a password. */
const secretValue =
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|:\/\/[^/\s:@]*:[^/\s@]+@/;

/** A name that ends in `_ARN` says where a secret is, not what it is. */
export const containerEnvironment: Rule = {
  id: 'container-environment',
  sentence: "No secret stands in a container's environment.",
  controls: ['FSBP ECS.8', 'NAG ECS2', 'AWS-0036'],
  on: ['aws:ecs/taskDefinition:TaskDefinition'],
  check: eachContainer((container) =>
    list(at(container, 'environment'))
      .filter(
        (variable) =>
          secretName.test(text(at(variable, 'name'))) || secretValue.test(text(at(variable, 'value'))),
      )
      .map(
        (variable) =>
          `environment holds ${text(at(variable, 'name'))}, which everybody who may describe tasks can read; give the ARN of a secret and read it when needed.`,
      ),
  ),
};
