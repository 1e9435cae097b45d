import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DeclaredStack } from '../../stack/declared-stack.ts';
import { evaluateStack } from '../../stack/evaluate.ts';
import { EvaluationError } from '../../stack/evaluation-error.ts';

const program = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/programs/${name}`, import.meta.url));

const evaluateBroken = (stack: string): Promise<DeclaredStack> =>
  evaluateStack({ stack, projectFolder: program('broken') });

describe('evaluateStack', () => {
  let stack: DeclaredStack;
  beforeAll(async () => {
    stack = await evaluateStack({ stack: 'one', projectFolder: program('small') });
  });

  it('records what the program registers, with inputs, parents, options and outputs', () => {
    expect(stack.resources.map((r) => r.type).sort()).toEqual([
      'aws:cloudwatch/logGroup:LogGroup',
      'aws:kms/key:Key',
      'awsx:ec2:Vpc',
      'small:index:Room',
    ]);
    const key = stack.resource('aws:kms/key:Key', 'room-key');
    expect(key.inputs).toEqual({ enableKeyRotation: true });
    expect(key.parent).toBe(stack.resource('small:index:Room', 'room').urn);
    expect(key.options).toMatchObject({ custom: true, remote: false, protect: true });
    expect(key.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(stack.resource('aws:cloudwatch/logGroup:LogGroup', 'logs').inputs).toEqual({
      name: '/small/one',
      retentionInDays: 7,
      kmsKeyId: `arn:aws:kms:us-east-1:111122223333:key/${key.id}`,
      tags: { owner: 'platform' },
    });
    expect(stack.resource('awsx:ec2:Vpc', 'network').options.remote).toBe(true);
    expect(stack.outputs).toEqual({
      keyArn: `arn:aws:kms:us-east-1:111122223333:key/${key.id}`,
      logGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:/small/one',
      subnetIds: stack.resource('awsx:ec2:Vpc', 'network').outputs['privateSubnetIds'],
      account: '111122223333',
      contact: 'none',
    });
  });

  it('gives the same ids at every evaluation, and uses a fallback only for what the stack leaves unset', async () => {
    const again = await evaluateStack({
      stack: 'one',
      projectFolder: program('small'),
      fallbackConfig: { 'small:owner': 'nobody', 'small:contact': 'owner@example.com' },
    });
    const identities = ({ resources }: DeclaredStack): string[] =>
      resources.map((r) => `${r.urn} ${r.id}`).sort();
    expect(identities(again)).toEqual(identities(stack));
    expect(again.outputs).toMatchObject({ contact: 'owner@example.com' });
    expect(again.resource('aws:cloudwatch/logGroup:LogGroup', 'logs').inputs).toMatchObject({
      tags: { owner: 'platform' },
    });
  });

  it('names the resources that exist when a lookup finds none', () => {
    expect(() => stack.resource('aws:kms/key:Key', 'nope')).toThrow(
      'No aws:kms/key:Key is named "nope". Declared: room-key.',
    );
  });

  it('passes on the sentence of a RunError as it stands', async () => {
    await expect(evaluateBroken('refuses')).rejects.toThrow(/^keywatch:ingressCidrs must be set\.$/);
  });

  it.each([
    ['throws', 'the program refuses its configuration'],
    ['function', "can't answer the function aws:ec2/getAmi:getAmi"],
    ['output', 'aws:cloudwatch/logGroup:LogGroup "logs": name holds "undefined"'],
    ['duplicate', 'Duplicate resource URN'],
    ['secret', 'holds an encrypted value for "broken:fault"'],
    ['incomplete', 'Pulumi.incomplete.yaml must set "broken:fault"'],
    [
      'absent',
      'Unknown stack "absent": there is no Pulumi.absent.yaml. Stacks here: duplicate, function, incomplete, output, refuses',
    ],
    ['../broken/Pulumi', 'Unknown stack "../broken/Pulumi"'],
  ])('fails with a sentence for the stack "%s"', async (stack, sentence) => {
    const failure = await evaluateBroken(stack).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EvaluationError);
    expect((failure as EvaluationError).message).toContain(sentence);
  });
});
