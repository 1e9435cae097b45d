import type { Rule } from '../../rule.ts';
import { at, list, text } from '../../values.ts';
import { eachContainer } from './containers.ts';

const plainArn = /^arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[^:]+$/;
/** With the JSON key, version stage and version id; each may be empty. */
const fullArn = /^arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[^:]+:[^:]*:[^:]*:[^:]*$/;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html */
export const secretArnShape: Rule = {
  id: 'secret-arn-shape',
  sentence: "A secret's ARN has the shape of the place it stands in: `:key::` for ECS, none for the SDK.",
  controls: ['field'],
  on: ['aws:ecs/taskDefinition:TaskDefinition'],
  check: eachContainer((container) => [
    ...list(at(container, 'secrets'))
      .map((secret) => text(at(secret, 'valueFrom')))
      .filter((arn) => arn.includes(':secretsmanager:') && !plainArn.test(arn) && !fullArn.test(arn))
      .map(
        (arn) =>
          `valueFrom ${arn} is refused when a task starts; it takes a secret's ARN, or one that ends in :key::.`,
      ),
    ...list(at(container, 'environment'))
      .map((variable) => text(at(variable, 'value')))
      .filter((value) => value.includes(':secretsmanager:') && !plainArn.test(value))
      .map((arn) => `environment holds ${arn}; GetSecretValue takes the plain ARN, without :key::.`),
  ]),
};
