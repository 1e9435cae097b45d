import type { Resource } from './resource.ts';
import { at, list, parsed, text, texts } from './values.ts';

/** A statement of an IAM, key or resource policy; what may be one text or several is always a list. */
export interface Statement {
  readonly sid: string;
  readonly allows: boolean;
  /** Kinds of principals and their names; `*` for everybody is `{ '*': ['*'] }`. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
  /** Whether it says what is *not* meant: `NotAction`, `NotPrincipal`, `NotResource`. */
  readonly negated: boolean;
}

/** One operator applied to one condition key. */
export interface Condition {
  readonly operator: string;
  /** As the document spells it; IAM ignores case. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Where each type of resource keeps its policy document. */
export const documentProperties: Readonly<Record<string, string>> = {
  'aws:kms/key:Key': 'policy',
  'aws:kms/keyPolicy:KeyPolicy': 'policy',
  'aws:iam/role:Role': 'assumeRolePolicy',
  'aws:iam/rolePolicy:RolePolicy': 'policy',
  'aws:iam/policy:Policy': 'policy',
  'aws:s3/bucketPolicy:BucketPolicy': 'policy',
  'aws:sns/topicPolicy:TopicPolicy': 'policy',
  'aws:sqs/queuePolicy:QueuePolicy': 'policy',
  'aws:sns/topic:Topic': 'policy',
  'aws:cloudwatch/logResourcePolicy:LogResourcePolicy': 'policyDocument',
  'aws:ecr/repositoryPolicy:RepositoryPolicy': 'policy',
  'aws:ec2/vpcEndpoint:VpcEndpoint': 'policy',
};

/** The statements of a resource's policy document; none where it has none. */
export function statementsOf({ type, properties }: Resource): readonly Statement[] {
  const property = documentProperties[type];
  return property === undefined ? [] : readStatements(properties[property]);
}

/** The statements of a policy document, JSON text or object. */
export function readStatements(document: unknown): readonly Statement[] {
  return list(at(parsed(document), 'Statement')).map((statement) => ({
    sid: text(at(statement, 'Sid')) || 'without Sid',
    allows: at(statement, 'Effect') === 'Allow',
    principals: readPrincipals(at(statement, 'Principal')),
    actions: texts(at(statement, 'Action')),
    resources: texts(at(statement, 'Resource')),
    conditions: readConditions(at(statement, 'Condition')),
    negated: ['NotAction', 'NotPrincipal', 'NotResource'].some((key) => at(statement, key) !== undefined),
  }));
}

function readPrincipals(principal: unknown): Statement['principals'] {
  if (typeof principal === 'string') return { [principal]: [principal] };
  if (typeof principal !== 'object' || principal === null) return {};
  return Object.fromEntries(Object.entries(principal).map(([kind, names]) => [kind, texts(names)]));
}

function readConditions(block: unknown): readonly Condition[] {
  if (typeof block !== 'object' || block === null) return [];
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys as object).map(([key, values]) => ({
      operator,
      key,
      values: list(values).map(String),
    })),
  );
}

/** Whether the statement is for everybody: `*` as principal, or as one of the AWS ones. */
export function isForEverybody({ principals }: Statement): boolean {
  return Object.values(principals).some((names) => names.includes('*'));
}

/** Whether some action of the statement covers this one, wildcards included. */
export function covers({ actions }: Statement, action: string): boolean {
  return actions.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase()));
}

/** IAM's `*` (any text) and `?` (one character). */
export function matchesWildcard(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(value);
}

/** Whether a condition on the key, under a positive operator, narrows the statement. */
export function isConditionedOn({ conditions }: Statement, ...keys: readonly string[]): boolean {
  const wanted = keys.map((key) => key.toLowerCase());
  return conditions.some(
    ({ operator, key, values }) =>
      wanted.includes(key.toLowerCase()) &&
      /^(?:String|Arn)(?:Equals|Like)$/.test(operator) &&
      values.length > 0 &&
      !values.includes('*'),
  );
}
