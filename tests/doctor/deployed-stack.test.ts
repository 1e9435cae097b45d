import { describe, expect, it } from 'vitest';
import { alarmArns, parseDeployedStack, placeOf } from '../../doctor/deployed-stack.ts';
import { declaredStack } from '../support/declared-stack.ts';
import { healthyStack } from '../fixtures/doctor/healthy-stack.ts';

describe('an outputs file', () => {
  it('is read as far as the doctor needs it', () => {
    expect(parseDeployedStack({ ...healthyStack, vpcId: 'vpc-1' }, 'outputs.json')).toEqual(healthyStack);
  });

  it.each(['dev', 'prod', 'monitor'] as const)('of the declared stack %s holds all of it', async (name) => {
    const { outputs } = await declaredStack(name);
    const stack = parseDeployedStack(outputs, 'outputs.json');

    expect(Object.keys(stack.metricFilterPatterns).length).toBeGreaterThan(4);
    expect(stack.ecsServiceName === undefined).toBe(name === 'monitor');
    expect([stack.ecsClusterName, stack.imageUri].includes(undefined)).toBe(name === 'monitor');
    expect(stack.trailArn === undefined).toBe(name === 'monitor');
  });

  it.each([
    [
      'lacks outputs or has others',
      { ...healthyStack, metricFilterPatterns: undefined, alarmTopicArn: 'topic' },
      /^outputs\.json does not hold the outputs of a Keywatch stack of this version\. metricFilterPatterns: [^;]+; alarmTopicArn: is no ARN\. Write it with "npx pulumi stack output --json > FILE" after "npx pulumi up"\.$/,
    ],
    ['names no alarm', { ...healthyStack, alarmNames: [] }, / alarmNames: [^;]+\. Write it/],
  ])('that %s is refused in one sentence with all that is wrong', (_what, outputs, sentence) => {
    expect(() => parseDeployedStack(outputs, 'outputs.json')).toThrow(
      expect.objectContaining({
        name: 'OutputsFileError',
        message: expect.stringMatching(sentence) as string,
      }) as Error,
    );
  });
});

describe('the place of a stack', () => {
  it('is that of its topic, in any partition', () => {
    const stack = {
      ...healthyStack,
      alarmTopicArn: 'arn:aws-us-gov:sns:us-gov-west-1:444455556666:t',
      alarmNames: ['a'],
    };

    expect(placeOf(stack)).toEqual({
      partition: 'aws-us-gov',
      region: 'us-gov-west-1',
      accountId: '444455556666',
    });
    expect(alarmArns(stack)).toEqual(['arn:aws-us-gov:cloudwatch:us-gov-west-1:444455556666:alarm:a']);
  });
});
