import type { DeclaredResource, DeclaredStack } from '../../stack/declared-stack.ts';
import { DeclarationError, propertiesOf } from '../../stack/declared/properties.ts';
import { compileInputTransformer, type Transform } from '../eventbridge/input-transformer.ts';
import type { FastPathPlan, RecordQueuePlan, RecordRulePlan } from './local-plan.ts';
import { readEventPattern, readRuleState } from './read-event-rule.ts';

const tokens = {
  mapping: 'aws:lambda/eventSourceMapping:EventSourceMapping',
  queue: 'aws:sqs/queue:Queue',
  queuePolicy: 'aws:sqs/queuePolicy:QueuePolicy',
  rule: 'aws:cloudwatch/eventRule:EventRule',
  target: 'aws:cloudwatch/eventTarget:EventTarget',
} as const;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html */
const defaultBatchSize = 10;
/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const defaultVisibilityTimeoutSeconds = 30;

/**
 * Reads what shows a function CloudTrail's records through EventBridge: the queue it is mapped to, and the rules that
 * have that queue for a target. `undefined` where it is mapped to none.
 * @throws DeclarationError when a part can't be read, or is declared as the local run can't run it.
 */
export function readFastPath(stack: DeclaredStack, evidence: DeclaredResource): FastPathPlan | undefined {
  const { outputs } = evidence;
  const mappings = stack
    .ofType(tokens.mapping)
    .filter(({ inputs }) => [outputs['name'], outputs['arn']].includes(inputs['functionName']))
    .filter((mapping) => propertiesOf(mapping).flag('enabled', true));
  const [mapping, ...others] = mappings;
  if (mapping === undefined) return undefined;
  if (others.length > 0) throw new DeclarationError('The local run lets the function read one queue alone.');
  const arn = propertiesOf(mapping).text('eventSourceArn');
  const queue = queueOf(stack, arn);
  if (queue === undefined) {
    throw new DeclarationError(`${mapping.type} "${mapping.name}": the stack declares no queue ${arn}.`);
  }
  return { rules: readRules(stack, arn), queue: readQueue(stack, queue, mapping) };
}

function queueOf(stack: DeclaredStack, arn: unknown): DeclaredResource | undefined {
  return stack.ofType(tokens.queue).find(({ outputs }) => outputs['arn'] === arn);
}

function readQueue(
  stack: DeclaredStack,
  resource: DeclaredResource,
  mappingResource: DeclaredResource,
): RecordQueuePlan {
  const [queue, mapping] = [propertiesOf(resource), propertiesOf(mappingResource)];
  const redrive =
    queue.optionalText('redrivePolicy') === undefined
      ? undefined
      : (queue.json('redrivePolicy') as { deadLetterTargetArn: string; maxReceiveCount: number });
  const policy = stack
    .ofType(tokens.queuePolicy)
    .find(({ inputs }) => inputs['queueUrl'] === resource.outputs['url']);
  const visibilityTimeoutSeconds =
    queue.optionalNumber('visibilityTimeoutSeconds') ?? defaultVisibilityTimeoutSeconds;
  return {
    arn: queue.text('arn'),
    policy: policy && propertiesOf(policy).json('policy'),
    batchSize: mapping.optionalNumber('batchSize') ?? defaultBatchSize,
    batchingWindowMs: (mapping.optionalNumber('maximumBatchingWindowInSeconds') ?? 0) * 1000,
    visibilityTimeoutMs: visibilityTimeoutSeconds * 1000,
    maxReceiveCount: redrive?.maxReceiveCount,
    deadLetterQueueName: redrive?.deadLetterTargetArn.split(':').at(-1),
    reportsItemFailures: mapping.texts('functionResponseTypes').includes('ReportBatchItemFailures'),
  };
}

/** A target's rule is named, and its name is the rule's output. */
function readRules(stack: DeclaredStack, queueArn: string): RecordRulePlan[] {
  const targets = stack.ofType(tokens.target).filter(({ inputs }) => inputs['arn'] === queueArn);
  return targets.map((target) => {
    const name = propertiesOf(target).text('rule');
    const rule = stack.ofType(tokens.rule).find(({ outputs }) => outputs['name'] === name);
    if (rule === undefined) {
      throw new DeclarationError(`${target.type} "${target.name}": the stack declares no rule ${name}.`);
    }
    return {
      name,
      arn: propertiesOf(rule).text('arn'),
      state: readRuleState(rule),
      pattern: readEventPattern(rule),
      transform: readTransform(target),
    };
  });
}

/** Without a transformer a target gets the whole event. */
function readTransform(target: DeclaredResource): Transform {
  const { inputTransformer, inputPath, input } = target.outputs;
  const fail = (sentence: string): DeclarationError =>
    new DeclarationError(`${target.type} "${target.name}": ${sentence}`);
  if (inputPath !== undefined || input !== undefined) {
    throw fail('the local run knows inputTransformer alone, not input or inputPath.');
  }
  if (inputTransformer === undefined) return (event) => JSON.stringify(event);
  try {
    return compileInputTransformer(inputTransformer as Parameters<typeof compileInputTransformer>[0]);
  } catch (error) {
    throw fail((error as Error).message);
  }
}
