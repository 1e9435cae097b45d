import { covers, statementsOf } from '../../policy-documents.ts';
import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { at, list } from '../../values.ts';
import { taskRolesOf } from '../permissions/task-roles.ts';

/** Properties by which a resource says what encrypts it. */
const keyProperties = [
  'kmsKeyId',
  'kmsMasterKeyId',
  'kmsKeyArn',
  'performanceInsightsKmsKeyId',
  'masterUserSecretKmsKeyId',
];

/** Else detections of foreign use of the key see the account's own services, and no policy can be narrow. */
export const applicationKeyApart: Rule = {
  id: 'application-key-apart',
  sentence: 'The key that a task decrypts with encrypts nothing else.',
  controls: ['field'],
  essential: 'least-privilege key policies',
  on: ['aws:kms/key:Key'],
  check: (key, stack) => {
    const roles = taskRolesOf(stack);
    const isTasks = statementsOf(key).some(
      (statement) =>
        statement.allows &&
        covers(statement, 'kms:Decrypt') &&
        (statement.principals['AWS'] ?? []).some((arn) => roles.some((role) => refersTo(arn, role))),
    );
    if (!isTasks) return;
    return stack
      .ofType(...encryptedTypes)
      .filter(({ properties }) =>
        [
          ...keyProperties.map((property) => properties[property]),
          ...list(properties['encryptionConfigurations']).map((configuration) => at(configuration, 'kmsKey')),
        ].some((value) => value !== undefined && refersTo(value, key)),
      )
      .map(({ type, name }) => `The key also encrypts ${name} (${type}); give that a key of its own.`);
  },
};

const encryptedTypes = [
  'aws:rds/instance:Instance',
  'aws:cloudwatch/logGroup:LogGroup',
  'aws:cloudtrail/trail:Trail',
  'aws:sns/topic:Topic',
  'aws:ecr/repository:Repository',
  'aws:secretsmanager/secret:Secret',
];
