import { describe, expect, it } from 'vitest';
import { optional, secretArn } from '../../infra/setting-types.ts';

const problemsWith = (value: string): string[] =>
  optional(secretArn)
    .safeParse(value)
    .error?.issues.map(({ message }) => message) ?? [];

describe('the ARN of a secret', () => {
  it.each(['arn:aws:secretsmanager:eu-west-1:111122223333:secret:webhook-AbCdEf', ''])(
    'is accepted, and may be left out: %j',
    (value) => {
      expect(problemsWith(value)).toEqual([]);
    },
  );

  it.each(['webhook', 'webhook-AbCdE', 'webhook-AbCdEfG', 'webhook-Ab/dEf'])(
    'is refused without the end that Secrets Manager gives it: %s',
    (name) => {
      expect(problemsWith(`arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`)).toEqual([
        'is the ARN of a secret without the hyphen and the six characters that Secrets Manager puts behind its name; it takes the whole ARN, as aws secretsmanager describe-secret shows it',
      ]);
    },
  );

  it.each([
    'whsec_cGxhbnRlZC1zZWNyZXQtcGxhbnRlZC1zZWNyZXQ=',
    'https://hooks.slack.com/services/T0/B0/planted',
    'arn:aws:ssm:eu-west-1:111122223333:parameter/planted',
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:',
  ])('is not repeated when it is the secret itself, or anything else: %s', (value) => {
    expect(problemsWith(value)).toEqual([
      'is something else, not repeated since it may be a secret; it takes an ARN of secretsmanager',
    ]);
  });
});
