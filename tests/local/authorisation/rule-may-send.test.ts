import { describe, expect, it } from 'vitest';
import { ruleMaySend } from '../../../local/authorisation/rule-may-send.ts';

const accountId = '111122223333';
const queueArn = `arn:aws:sqs:us-east-1:${accountId}:notices`;
const ruleArn = `arn:aws:events:us-east-1:${accountId}:rule/wrong-key`;
const sending = { ruleArn, queueArn, accountId };

const rulesMaySend = {
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: queueArn,
};
const policyOf = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const mayUnder = (changes: object) => ruleMaySend(policyOf({ ...rulesMaySend, ...changes }), sending);

describe('a rule may send to a queue', () => {
  it.each([
    ['the service may', {}],
    ['the rule may', { Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } } }],
    ['rules of the account may', { Condition: { StringEquals: { 'aws:SourceAccount': accountId } } }],
    ['whoever comes over TLS may', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ['services of AWS may', { Principal: '*', Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } }],
    [
      'the service may, named by a condition',
      {
        Principal: '*',
        Condition: { StringEquals: { 'aws:PrincipalServiceName': 'events.amazonaws.com' } },
      },
    ],
  ])('whose policy says that %s', async (_, changes) => {
    expect(await mayUnder(changes)).toBe(true);
  });
});

describe('a rule may not send to a queue', () => {
  it('without a policy', async () => {
    expect(await ruleMaySend(undefined, sending)).toBe(false);
  });

  it.each([
    ['another service may', { Principal: { Service: 'sns.amazonaws.com' } }],
    ['the service may do something else', { Action: 'sqs:ReceiveMessage' }],
    ['the service may at another queue', { Resource: `${queueArn}-other` }],
    ['another rule may', { Condition: { ArnEquals: { 'aws:SourceArn': `${ruleArn}-other` } } }],
    [
      'rules of another account may',
      { Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } } },
    ],
  ])('whose policy says that %s', async (_, changes) => {
    expect(await mayUnder(changes)).toBe(false);
  });

  it('whose policy denies what it allows', async () => {
    const policy = policyOf(rulesMaySend, { ...rulesMaySend, Effect: 'Deny' });
    expect(await ruleMaySend(policy, sending)).toBe(false);
  });
});

it('refuses a policy that is not valid, with the queue whose it is', async () => {
  await expect(mayUnder({ Effect: 'Perhaps' })).rejects.toThrow(
    `The policy of the queue ${queueArn} is not valid: `,
  );
});
