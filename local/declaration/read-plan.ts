import type { DeclaredResource, DeclaredStack } from '../../stack/declared-stack.ts';
import { findRefusals } from '../../stack/declared/find-refusals.ts';
import { DeclarationError, propertiesOf } from '../../stack/declared/properties.ts';
import { readDashboard } from '../../stack/declared/read-dashboard.ts';
import { readAlarm } from '../../stack/declared/read-alarm.ts';
import { readMetricFilter } from '../../stack/declared/read-metric-filter.ts';
import { selectorProblems } from '../cloudtrail/selector-rules.ts';
import { type TrailInputs, trailLogGroupName } from '../cloudtrail/trail.ts';
import { findBlindSpots } from './blind-spots.ts';
import { readEvidence } from './read-evidence.ts';
import { readOrigin } from './read-origin.ts';
import type { DatabasePlan, KmsKeyPlan, LocalPlan, ServicePlan, TopicPlan, TrailPlan } from './local-plan.ts';

const tokens = {
  taskDefinition: 'aws:ecs/taskDefinition:TaskDefinition',
  role: 'aws:iam/role:Role',
  rolePolicy: 'aws:iam/rolePolicy:RolePolicy',
  database: 'aws:rds/instance:Instance',
  parameterGroup: 'aws:rds/parameterGroup:ParameterGroup',
  key: 'aws:kms/key:Key',
  alias: 'aws:kms/alias:Alias',
  trail: 'aws:cloudtrail/trail:Trail',
  metricFilter: 'aws:cloudwatch/logMetricFilter:LogMetricFilter',
  alarm: 'aws:cloudwatch/metricAlarm:MetricAlarm',
  topic: 'aws:sns/topic:Topic',
  subscription: 'aws:sns/topicSubscription:TopicSubscription',
  dashboard: 'aws:cloudwatch/dashboard:Dashboard',
} as const;

/**
 * Reads what the local run needs out of a declared stack.
 * @throws DeclarationError when a resource is missing or unreadable, or when the declaration would be blind on
 * AWS or refused by it: then every reason is listed.
 */
export function readPlan(stack: DeclaredStack): LocalPlan {
  const service = readService(stack);
  const plan: LocalPlan = {
    project: stack.project,
    stack: stack.stack,
    region: stack.region,
    accountId: stack.accountId,
    service,
    database: readDatabase(stack, only(stack, tokens.database)),
    kmsKeys: stack
      .ofType(tokens.key)
      .map((key) => readKey(stack, key))
      .filter((key) => Object.values(service.environment).some((value) => value.includes(key.arn))),
    trail: readTrail(only(stack, tokens.trail)),
    metricFilters: stack.ofType(tokens.metricFilter).map(readMetricFilter),
    alarms: stack.ofType(tokens.alarm).map(readAlarm),
    topics: stack.ofType(tokens.topic).map((topic) => readTopic(stack, topic)),
    widgets: stack.ofType(tokens.dashboard).flatMap(readDashboard),
    evidence: readEvidence(stack),
    outputs: stack.outputs,
  };
  refuse('AWS would refuse this declaration:', [...trailRefusals(plan.trail), ...findRefusals(plan)]);
  refuse('This declaration would be silent on AWS, so it is not run:', findBlindSpots(plan));
  return plan;
}

function trailRefusals({ arn, inputs }: TrailPlan): string[] {
  return selectorProblems(inputs).map((problem) => `CloudTrail would refuse the trail ${arn}: ${problem}`);
}

function refuse(why: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new DeclarationError([why, ...problems.map((one) => `- ${one}`)].join('\n'));
}

function only(stack: DeclaredStack, type: string): DeclaredResource {
  const [first, ...more] = stack.ofType(type);
  if (first === undefined || more.length > 0) {
    throw new DeclarationError(
      `The local run needs exactly one ${type}; the stack "${stack.stack}" declares ${first === undefined ? 'none' : more.length + 1}.`,
    );
  }
  return first;
}

interface ContainerDefinition {
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly stopTimeout?: number;
  readonly logConfiguration?: {
    readonly logDriver: string;
    readonly options?: Readonly<Record<string, string>>;
  };
}

/** ECS gives a container 30 seconds after SIGTERM unless it says otherwise. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
const defaultStopTimeoutSeconds = 30;

function readService(stack: DeclaredStack): ServicePlan {
  const task = propertiesOf(only(stack, tokens.taskDefinition));
  const [container, ...others] = task.json('containerDefinitions') as ContainerDefinition[];
  if (container === undefined || others.length > 0) {
    throw new DeclarationError(
      `The local run starts one container per task; the task definition has ${others.length + 1}.`,
    );
  }
  const taskRoleArn = task.text('taskRoleArn');
  const role = stack.ofType(tokens.role).find((candidate) => candidate.outputs['arn'] === taskRoleArn);
  if (role === undefined)
    throw new DeclarationError(`The task role ${taskRoleArn} is not declared in this stack.`);
  const attached = stack.ofType(tokens.rolePolicy).filter((policy) => policy.outputs['role'] === role.id);
  return {
    environment: Object.fromEntries((container.environment ?? []).map(({ name, value }) => [name, value])),
    stopTimeoutSeconds: container.stopTimeout ?? defaultStopTimeoutSeconds,
    taskRoleArn,
    logGroupName:
      container.logConfiguration?.logDriver === 'awslogs'
        ? container.logConfiguration.options?.['awslogs-group']
        : undefined,
    taskRolePolicies: attached.map((policy) => propertiesOf(policy).json('policy')),
    origin: readOrigin(stack),
  };
}

function readDatabase(stack: DeclaredStack, resource: DeclaredResource): DatabasePlan {
  const database = propertiesOf(resource);
  const [secret] = (resource.outputs['masterUserSecrets'] ?? []) as { secretArn: string }[];
  if (secret === undefined) {
    throw new DeclarationError(
      `${resource.type} "${resource.name}" must let RDS manage its master password (manageMasterUserPassword).`,
    );
  }
  return {
    majorVersion: Number.parseInt(database.text('engineVersion'), 10),
    name: database.text('dbName'),
    username: database.text('username'),
    parameters: readParameters(stack, database.optionalText('parameterGroupName')),
    secretArn: secret.secretArn,
  };
}

function readParameters(stack: DeclaredStack, groupName: string | undefined): Record<string, string> {
  const group = stack
    .ofType(tokens.parameterGroup)
    .find((candidate) => candidate.outputs['name'] === groupName);
  const parameters = (group?.outputs['parameters'] ?? []) as { name: string; value: string }[];
  return Object.fromEntries(
    parameters.filter(({ name }) => !name.startsWith('rds.')).map(({ name, value }) => [name, value]),
  );
}

function readKey(stack: DeclaredStack, resource: DeclaredResource): KmsKeyPlan {
  const key = propertiesOf(resource);
  const aliases = stack
    .ofType(tokens.alias)
    .filter((alias) => [resource.id, key.text('arn')].includes(String(alias.outputs['targetKeyId'])));
  return {
    arn: key.text('arn'),
    keyId: key.text('keyId'),
    policy: key.json('policy'),
    aliases: aliases.map((alias) => propertiesOf(alias).text('name')),
  };
}

function readTrail(resource: DeclaredResource): TrailPlan {
  const inputs = resource.inputs as TrailInputs;
  return { arn: propertiesOf(resource).text('arn'), inputs, logGroupName: trailLogGroupName(inputs) };
}

function readTopic(stack: DeclaredStack, resource: DeclaredResource): TopicPlan {
  const topic = propertiesOf(resource);
  const arn = topic.text('arn');
  const subscriptions = stack.ofType(tokens.subscription).map(propertiesOf);
  return {
    arn,
    kmsMasterKeyId: topic.optionalText('kmsMasterKeyId'),
    subscriptions: subscriptions
      .filter((subscription) => subscription.text('topic') === arn)
      .map((subscription) => ({
        protocol: subscription.text('protocol'),
        endpoint: subscription.text('endpoint'),
      })),
  };
}
