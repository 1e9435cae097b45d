import { beforeAll, describe, expect, it } from 'vitest';
import type { FastPathPlan } from '../../../local/declaration/local-plan.ts';
import { readEvidence } from '../../../local/declaration/read-evidence.ts';
import { createDeclaredStack, type DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';

const [mapping, rule, target, queue, queuePolicy] = [
  'aws:lambda/eventSourceMapping:EventSourceMapping',
  'aws:cloudwatch/eventRule:EventRule',
  'aws:cloudwatch/eventTarget:EventTarget',
  'aws:sqs/queue:Queue',
  'aws:sqs/queuePolicy:QueuePolicy',
] as const;

describe('the fast path that prod declares', () => {
  let prod: DeclaredStack;
  beforeAll(async () => {
    prod = await declaredStack('prod');
  });

  /** Reads it with other properties of some resources; `undefined` takes them away. */
  const readWith = (
    type: string,
    properties: Readonly<Record<string, unknown>> | undefined,
    ofFastPath = 'fast-path-',
  ): FastPathPlan | undefined => {
    const isMeant = (each: { readonly type: string; readonly name: string }): boolean =>
      each.type === type && each.name.startsWith(ofFastPath);
    const resources = prod.resources.flatMap((each) => {
      if (!isMeant(each)) return [each];
      if (properties === undefined) return [];
      return [
        {
          ...each,
          inputs: { ...each.inputs, ...properties },
          outputs: { ...each.outputs, ...properties },
        },
      ];
    });
    return readEvidence(createDeclaredStack(prod, resources, prod.outputs))?.fastPath;
  };

  it('is its queue as the function reads it, and each of its rules', () => {
    const fastPath = readEvidence(prod)?.fastPath;
    expect(fastPath?.queue).toEqual({
      arn: 'arn:aws:sqs:ap-southeast-2:111122223333:keywatch-prod-records',
      policy: expect.objectContaining({ Version: '2012-10-17' }) as unknown,
      batchSize: 1000,
      batchingWindowMs: 10_000,
      visibilityTimeoutMs: 550_000,
      maxReceiveCount: 5,
      deadLetterQueueName: 'keywatch-prod-undelivered',
      reportsItemFailures: true,
    });
    const declared = prod.ofType(rule).filter(({ name }) => name.startsWith('fast-path-'));
    expect(fastPath?.rules.map(({ name }) => name).sort()).toEqual(
      declared.map(({ outputs }) => String(outputs['name'])).sort(),
    );
    expect(new Set(fastPath?.rules.map(({ state }) => state))).toEqual(
      new Set(['ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']),
    );
    const [transformed] = fastPath?.rules.flatMap((each) =>
      each.name === 'keywatch-prod-kms-wrong-key' ? [each.transform({ detail: { eventName: 'x' } })] : [],
    ) ?? [''];
    expect(transformed).toBe('{"alarmName":"keywatch-prod-kms-wrong-key","record":{"eventName":"x"}}');
  });

  it("has AWS's defaults where the declaration is silent", () => {
    const silent = {
      batchSize: undefined,
      maximumBatchingWindowInSeconds: undefined,
      functionResponseTypes: undefined,
    };
    expect(readWith(mapping, silent)?.queue).toMatchObject({
      batchSize: 10,
      batchingWindowMs: 0,
      reportsItemFailures: false,
    });
    expect(
      readWith(queue, { visibilityTimeoutSeconds: undefined, redrivePolicy: undefined })?.queue,
    ).toMatchObject({
      visibilityTimeoutMs: 30_000,
      maxReceiveCount: undefined,
      deadLetterQueueName: undefined,
    });
    expect(readWith(rule, { state: undefined })?.rules[0]?.state).toBe('ENABLED');
    expect(readWith(queuePolicy, undefined)?.queue.policy).toBeUndefined();
  });

  it('hands over the whole event where a target has no transformer', () => {
    const [first] = readWith(target, { inputTransformer: undefined })?.rules ?? [];
    expect(first?.transform({ source: 'aws.kms' })).toBe('{"source":"aws.kms"}');
  });

  it('is none where nothing reads the queue, or the mapping is switched off', () => {
    expect(readWith(mapping, undefined)).toBeUndefined();
    expect(readWith(mapping, { enabled: false })).toBeUndefined();
    expect(readWith(mapping, { functionName: 'other' })).toBeUndefined();
  });

  it.each([
    [
      queue,
      undefined,
      'the stack declares no queue arn:aws:sqs:ap-southeast-2:111122223333:keywatch-prod-records.',
    ],
    [rule, undefined, 'the stack declares no rule keywatch-prod-'],
    [rule, { state: 'ON' }, 'state is "ON"; it must be one of ENABLED, DISABLED, ENABLED_WITH_ALL'],
    [
      rule,
      { eventPattern: '{"detail":{"cost":[{"numeric":[">",1]}]}}' },
      'numeric at detail.cost is not simulated',
    ],
    [target, { input: '{}' }, 'the local run knows inputTransformer alone, not input or inputPath.'],
    [
      target,
      { inputTransformer: { inputTemplate: '<x>' } },
      '<x>, which has no input path, is not simulated',
    ],
    [queue, { redrivePolicy: '{' }, 'redrivePolicy is "{"; it must be a JSON document.'],
  ] as const)('names what can not be read of %s: %j', (type, properties, sentence) => {
    expect(() => readWith(type, properties)).toThrow(sentence);
  });
});

it('is none in dev', async () => {
  const evidence = readEvidence(await declaredStack('dev'));
  expect(evidence?.rules).toHaveLength(1);
  expect(evidence?.fastPath).toBeUndefined();
});
