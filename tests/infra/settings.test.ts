import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../infra/parse-settings.ts';
import type { planSettings } from '../../infra/plan-problems.ts';
import { settingsSchema, type Settings } from '../../infra/settings.ts';
import { declared, defaults, problemsOf, settingsOf, someStack } from '../support/given-settings.ts';

describe('Pulumi.yaml', () => {
  it('declares exactly the settings that the program reads', () => {
    expect(Object.keys(declared)).toEqual(Object.keys(settingsSchema.shape));
  });

  it('describes every setting', () => {
    expect(Object.entries(declared).filter(([, { description }]) => description.length < 10)).toEqual([]);
  });

  it('gives no default to who may reach the load balancer, and one to all else', () => {
    expect(Object.keys(declared).filter((key) => declared[key]?.default === undefined)).toEqual([
      'ingressCidrs',
    ]);
  });

  it('has defaults that the program accepts', () => {
    expect(problemsOf({})).toEqual([]);
  });
});

describe('parsing settings', () => {
  it('turns what the CLI passes into values', () => {
    expect(
      settingsOf({ taskCpu: '1024', taskMemoryMib: '2048', labAlarm: 'true', cpuArchitecture: 'X86_64' }),
    ).toMatchObject({
      ingressCidrs: ['203.0.113.0/24'],
      taskCpu: 1024,
      taskMemoryMib: 2048,
      labAlarm: true,
      cpuArchitecture: 'X86_64',
      previousKeyArns: [],
    });
  });

  it('takes an empty text for a setting that is not given', () => {
    expect(settingsOf({})).toMatchObject({
      alertEmail: undefined,
      imageUri: undefined,
      metricNamespace: undefined,
    });
  });

  it('takes changes to single detections', () => {
    const detections = { 'kms-wrong-key-burst': { threshold: 25, alarmName: 'Burst' } };
    expect(settingsOf({ detections: JSON.stringify(detections) }).detections).toEqual(detections);
  });

  it('lists all problems together', () => {
    expect(
      problemsOf({
        ingressCidrs: '[]',
        taskCpu: '300s',
        labAlarm: 'yes',
        taskCpus: '256',
        certificateArn: '',
        domainName: 'a.example',
      }),
    ).toEqual([
      'keywatch:taskCpu is "300s"; it takes a whole number from 256 to 16384.',
      'keywatch:labAlarm is "yes"; it takes true or false.',
      'keywatch:taskCpus is not a setting; the nearest one is keywatch:taskCpu.',
      'keywatch:ingressCidrs is an empty list; it takes at least one entry.',
      'keywatch:certificateArn and domainName are set together or not at all; HTTPS needs both.',
    ]);
  });

  it('asks for what has no default', () => {
    const parsed = parseSettings(defaults, someStack);
    expect(parsed).toEqual({ problems: ['keywatch:ingressCidrs is missing; Pulumi.yaml describes it.'] });
  });
});

const manyRoles = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `arn:aws:iam::111122223333:role/role-${index}`);

const someKey = 'arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012';

const wrongValues: readonly (readonly [key: keyof Settings, value: string, allowed: string])[] = [
  ['ingressCidrs', '[]', 'takes at least one entry'],
  ['ingressCidrs', 'everybody', 'a list'],
  ['ingressCidrs', '["10.0.0.1/8"]', 'host bits are zero'],
  ['ingressCidrs', '["::/0"]', 'an IPv4 block'],
  ['monitorRoleArns', '["arn:aws:iam::111122223333:user/somebody"]', 'an ARN of iam'],
  [
    'monitorRoleArns',
    '["arn:aws:iam::111122223333:role/a","arn:aws:iam::111122223333:role/path/a"]',
    'it takes each role once',
  ],
  ['monitorRoleArns', JSON.stringify(manyRoles(11)), 'take 107 metric filters; CloudWatch allows 100'],
  ['monitorKeyArns', '["arn:aws:kms:us-east-1:111122223333:alias/a"]', 'an ARN of kms'],
  ['monitorOrigins', '["203.0.113.0/24"]', 'an IPv4 address or the id of a VPC endpoint'],
  ['monitorOrigins', '["vpc-0123456789abcdef0"]', 'an IPv4 address or the id of a VPC endpoint'],
  ['trailLogGroupName', 'a b', 'the name of a log group'],
  ['vpcCidr', '10.0.0.0/8', 'between /16 and /24'],
  ['vpcCidr', '10.0.0.0/28', 'between /16 and /24'],
  ['egress', 'none', 'takes nat or endpoints or public-ip'],
  ['egress', 'public-ip', 'for throw-away stacks, so it takes deletionProtection false'],
  ['fargateSpot', 'true', 'for throw-away stacks, so it takes deletionProtection false'],
  ['natGateways', 'two', 'takes single or perAz'],
  ['imageUri', 'repository/service', 'an image with tag or digest'],
  ['cpuArchitecture', 'arm64', 'takes ARM64 or X86_64'],
  ['taskCpu', '512.5', 'a whole number'],
  ['taskMemoryMib', '4096', 'Fargate allows 512, 1024, 2048 MiB'],
  ['desiredCount', '0', 'from 1 to 100'],
  ['maxCount', '1', 'with desiredCount 2; it takes the same number or a higher one'],
  ['wafRequestsPerFiveMinutes', '9', 'from 10 to'],
  ['databaseInstanceClass', 't4g.micro', 'such as db.t4g.micro'],
  ['databaseBackupRetentionDays', '36', 'from 1 to 35'],
  ['logRetentionDays', '10', 'CloudWatch Logs allows 1, 3, 5, 7, 14'],
  ['kmsDeletionWindowDays', '6', 'from 7 to 30'],
  ['keyAdministratorArns', '["arn:aws:iam::111122223333:root"]', 'an ARN of iam'],
  ['previousKeyArns', '["alias/old"]', 'an ARN of kms'],
  ['previousKeyArns', '["arn:aws:kms:us-east-1:111122223333:key/old:*"]', 'an ARN of kms'],
  ['previousKeyArns', JSON.stringify([someKey, someKey]), 'it takes each key once'],
  ['alertEmail', 'me', 'an e-mail address'],
  ['alarmTopicName', 'a topic', 'letters, digits'],
  ['metricNamespace', 'a:b', 'without ":"'],
  ['deletionProtection', 'True', 'true or false'],
  ['detections', '{"kms-denied":{"threshold":"5"}}', 'takes a number'],
  ['detections', '[]', 'an object'],
];

/** A wrong value of each setting that a plan of the detections follows from, but for the roles. */
const notPlannedFrom: Record<Exclude<(typeof planSettings)[number], 'monitorRoleArns'>, string> = {
  deployApplication: 'yes',
  monitorKeyArns: '["x"]',
  monitorOrigins: '["x"]',
  keyAdministratorArns: '["x"]',
  previousKeyArns: '["x"]',
  trailLogGroupName: 'a b',
  alarmTopicName: 'a b',
  egress: 'none',
  containerInsights: 'yes',
  waf: 'yes',
  evidenceChannels: '["pigeon"]',
  evidenceWebhookSecretArn: 'x',
  evidenceSlackSecretArn: 'x',
  fastPath: 'yes',
  labAlarm: 'yes',
  metricNamespace: 'a:b',
  detections: '[]',
};

describe('settings that depend on one another', () => {
  const elsewhere = 'docker.io/example/keywatch:1';
  const inEcr = '111122223333.dkr.ecr.us-east-1.amazonaws.com/keywatch:1';

  it('let tasks have public addresses in a stack that may be lost', () => {
    expect(problemsOf({ egress: 'public-ip', deletionProtection: 'false' })).toEqual([]);
  });

  it('keep an image of another registry from tasks that reach only ECR', () => {
    expect(problemsOf({ egress: 'endpoints', imageUri: elsewhere })).toEqual([
      'keywatch:imageUri is not in ECR; with egress endpoints tasks reach no other registry.',
    ]);
    expect(problemsOf({ egress: 'endpoints', imageUri: inEcr })).toEqual([]);
    expect(problemsOf({ egress: 'nat', imageUri: elsewhere })).toEqual([]);
  });

  it('watch something: a stack without the service names roles', () => {
    expect(problemsOf({ deployApplication: 'false', ingressCidrs: '[]' })).toEqual([
      'keywatch:monitorRoleArns is an empty list; with deployApplication false it takes at least one role, or nothing is watched.',
    ]);
  });

  it('say who may call where there is something to call, and nobody where there is not', () => {
    const monitorRoleArns = '["arn:aws:iam::111122223333:role/a"]';
    expect(problemsOf({ monitorRoleArns, ingressCidrs: '[]' })).toEqual([
      'keywatch:ingressCidrs is an empty list; it takes at least one entry.',
    ]);
    expect(problemsOf({ monitorRoleArns, ingressCidrs: '[]', deployApplication: 'false' })).toEqual([]);
  });

  it('watch as many roles as fit on a log group, and by the fast path as the policy of a queue has room for', () => {
    const nine = JSON.stringify(manyRoles(9));
    const ten = JSON.stringify(manyRoles(10));
    expect(problemsOf({ monitorRoleArns: ten, fastPath: 'false' })).toEqual([]);
    expect(problemsOf({ monitorRoleArns: nine })).toEqual([]);
    expect(problemsOf({ monitorRoleArns: ten })).toEqual([
      expect.stringMatching(
        /^keywatch:fastPath can't be true: \d\d rules make a queue's policy up to 8\d\d\d bytes long, and SQS allows 8192; /,
      ),
    ]);
  });

  it('watch one thing less where tasks have public addresses: nobody knows from where they call', () => {
    const monitorRoleArns = JSON.stringify(manyRoles(11));
    const count = (changes: Record<string, string>) =>
      Number(/take (\d+) metric filters/.exec(problemsOf({ monitorRoleArns, ...changes }).join())?.[1]);
    const withNat = count({ deletionProtection: 'false' });
    expect(count({ egress: 'public-ip', deletionProtection: 'false' })).toBe(withNat - 1);
  });

  it.each(Object.entries(notPlannedFrom))(
    'are told without what would follow from them while %s is wrong',
    (key, value) => {
      const [problem, ...others] = problemsOf({
        monitorRoleArns: JSON.stringify(manyRoles(11)),
        [key]: value,
      });
      expect(problem).toMatch(new RegExp(`^keywatch:${key}\\b`));
      expect(others).toEqual([]);
    },
  );

  const secretOf = (length: number): string =>
    `arn:aws:secretsmanager:us-east-1:111122223333:secret:${'x'.repeat(length)}-a1B2c3`;

  it('name as many principals as a filter pattern has room for', () => {
    const administrators = (count: number): string =>
      JSON.stringify(manyRoles(count).map((arn) => arn.replace('role-', 'key-administrators-of-team-')));
    expect(problemsOf({ keyAdministratorArns: administrators(4) })).toEqual([]);
    const [problem, ...others] = problemsOf({ keyAdministratorArns: administrators(8), labAlarm: 'yes' });
    expect(problem).toBe('keywatch:labAlarm is "yes"; it takes true or false.');
    expect(others).toEqual([]);
    expect(problemsOf({ keyAdministratorArns: administrators(8) })).toEqual([
      expect.stringMatching(
        /^keywatch:keyAdministratorArns makes a filter pattern of kms-foreign-principal up to 1\d\d\d characters long; CloudWatch allows 1024\.$/,
      ),
    ]);
  });

  it.each([
    [
      'monitorOrigins',
      {
        monitorRoleArns: JSON.stringify(manyRoles(1)),
        monitorOrigins: JSON.stringify(Array.from({ length: 30 }, (_, index) => `198.51.100.${index}`)),
      },
    ],
    ['trailLogGroupName', { trailLogGroupName: 'x'.repeat(500) }],
    ['alarmTopicName', { alarmTopicName: 'x'.repeat(256) }],
    ['evidenceSlackSecretArn', { evidenceChannels: '["slack"]', evidenceSlackSecretArn: secretOf(200) }],
    [
      'evidenceWebhookSecretArn',
      {
        evidenceChannels: '["webhook"]',
        evidenceWebhookUrl: 'https://hooks.example.com/',
        evidenceWebhookSecretArn: secretOf(200),
      },
    ],
    ['detections', { detections: JSON.stringify({ 'kms-denied': { alarmName: 'x'.repeat(255) } }) }],
  ] as const)('keep patterns short enough: %s', (key, changes) => {
    const [problem, ...others] = problemsOf(changes);
    expect(problem).toMatch(
      new RegExp(`^keywatch:${key} makes a filter pattern of .* CloudWatch allows 1024\\.$`),
    );
    expect(others).toEqual([]);
  });

  it('name keys with the roles whose they are, each once, as many as a saved query has room for', () => {
    const keys = (count: number): string =>
      JSON.stringify(
        Array.from({ length: count }, (_, index) => someKey.replace('12345678', `${10_000_000 + index}`)),
      );
    const monitorRoleArns = JSON.stringify(manyRoles(1));
    expect(problemsOf({ monitorRoleArns, monitorKeyArns: JSON.stringify([someKey, someKey]) })).toEqual([
      'keywatch:monitorKeyArns names a key twice; it takes each key once.',
    ]);
    expect(problemsOf({ monitorRoleArns, monitorKeyArns: keys(20), fastPath: 'false' })).toEqual([]);
    expect(problemsOf({ monitorKeyArns: keys(1) })).toEqual([
      'keywatch:monitorKeyArns names keys that nobody may use; it takes the roles whose keys they are in monitorRoleArns.',
    ]);
    expect(problemsOf({ monitorRoleArns, monitorKeyArns: keys(30), fastPath: 'false' })).toEqual([
      expect.stringMatching(
        /^keywatch:monitorKeyArns makes the saved query of kms-foreign-principal 1\d{4} characters long; CloudWatch Logs Insights allows 10000\.$/,
      ),
    ]);
  });

  it('have somebody to tell where there is a fast path', () => {
    expect(problemsOf({ evidenceChannels: '[]' })).toEqual([
      'keywatch:fastPath is true without any of evidenceChannels: nobody would be told of what it sees; it takes false.',
    ]);
    expect(problemsOf({ evidenceChannels: '[]', fastPath: 'false' })).toEqual([]);
  });

  it('take one task for ever, or more tasks at need', () => {
    expect(problemsOf({ desiredCount: '3', maxCount: '3' })).toEqual([]);
    expect(problemsOf({ desiredCount: '3', maxCount: '4' })).toEqual([]);
  });
});

it.each(wrongValues)('refuses %s = %s and says what is allowed', (key, value, allowed) => {
  const [problem, ...others] = problemsOf({ [key]: value });
  expect(problem).toMatch(new RegExp(`^keywatch:${key}`));
  expect(problem).toContain(allowed);
  expect(others).toEqual([]);
});
