import { describe, expect, it } from 'vitest';
import { detections } from '../../detections/index.ts';
import { alarmDescription, maxAlarmDescriptionLength } from '../../infra/alarm-description.ts';
import { watchedSubjects } from '../../infra/watched-subjects.ts';
import { keyArn, names, otherKeyArn, watchedArgs, watchSettings } from '../support/watched.ts';

const watchedWith = (changes: object, more: object = {}) =>
  watchedSubjects({ ...watchedArgs, ...more, settings: { ...watchSettings, ...changes } });
const payments = 'arn:aws:iam::444455556666:role/service-role/payments-api';
const administrator = 'arn:aws:iam::111122223333:role/key-administrators';
const otherKeyWord = 'eu-west-1-444455556666-99999999-12ab-34cd-56ef-1234567890ab';

it('watches each application key for everybody but those whose it is and administrators', () => {
  const { records } = watchedWith({
    monitorRoleArns: [payments],
    monitorKeyArns: [otherKeyArn],
    keyAdministratorArns: [administrator],
  });
  const administratorArns = [administrator];
  expect(records['application-key']).toEqual({
    watches: [
      {
        identity: undefined,
        about: `Keys: application, ${otherKeyWord}`,
        subjects: [
          { word: 'application', subject: { keyArn, userArns: [names.taskRoleArn], administratorArns } },
          { word: otherKeyWord, subject: { keyArn: otherKeyArn, userArns: [payments], administratorArns } },
        ],
      },
    ],
    unknown: [],
  });
});

describe('keys that the service still decrypts older records with', () => {
  const previousKeyArns = [otherKeyArn];
  const application = { word: 'application', subject: { keyArn, userArns: [names.taskRoleArn] } };
  const applicationKeysWith = (changes: object) =>
    watchedWith({ previousKeyArns, ...changes }).records['application-key'].watches[0]?.subjects;

  it('are for nobody but the service and administrators', () => {
    expect(applicationKeysWith({ keyAdministratorArns: [administrator] })).toMatchObject([
      application,
      {
        word: otherKeyWord,
        subject: {
          keyArn: otherKeyArn,
          userArns: [names.taskRoleArn],
          administratorArns: [administrator],
        },
      },
    ]);
  });

  it('are not for the roles of others, unless these have the key as well', () => {
    const ofService = { word: otherKeyWord, subject: { userArns: [names.taskRoleArn] } };
    expect(applicationKeysWith({ monitorRoleArns: [payments] })).toMatchObject([application, ofService]);
    expect(applicationKeysWith({ monitorRoleArns: [payments], monitorKeyArns: [otherKeyArn] })).toMatchObject(
      [application, { word: otherKeyWord, subject: { userArns: [names.taskRoleArn, payments] } }],
    );
  });

  it('are administered by nobody unnoticed, and have no alias', () => {
    for (const monitorKeyArns of [[], [otherKeyArn]]) {
      const [watch] = watchedWith({ previousKeyArns, monitorKeyArns }).records.key.watches;
      expect(watch?.subjects.slice(4)).toEqual([
        { word: otherKeyWord, subject: { keyArn: otherKeyArn, aliasArn: undefined } },
      ]);
    }
  });

  it('are none in a stack without the service', () => {
    const { records } = watchedWith({ previousKeyArns, deployApplication: false });
    expect(records['application-key'].watches[0]?.subjects).toHaveLength(1);
    expect(records.key.watches[0]?.subjects).toHaveLength(4);
  });
});

it('tells of what else is watched in few enough words, too', () => {
  const own = detections.map(({ id }) => [id, { alarmName: `alarm-of-our-own-for-${id}` }] as const);
  const [watch] = watchedWith({ detections: Object.fromEntries(own) }).records.monitoring.watches;
  expect(watch?.about).toMatch(/^Watches: trail, .* and \d+ more$/);
  expect(watch?.about.length).toBeLessThanOrEqual(320);
});

it('tells of keys in few enough words for the description of an alarm', () => {
  const previousKeyArns = Array.from({ length: 20 }, (_, index) =>
    otherKeyArn.replace('99999999', `${10_000_000 + index}`),
  );
  const [watch] = watchedWith({ previousKeyArns }).records.key.watches;
  const about = watch?.about ?? '';
  expect(about).toMatch(/^Keys: application, storage, audit, notifications, eu-west-1-\S+, .* and 17 more$/);
  const keyAdmin = detections.find(({ id }) => id === 'kms-key-admin');
  if (keyAdmin === undefined) throw new Error('The catalogue has no kms-key-admin.');
  const text = alarmDescription(keyAdmin, { about, queryName: names.query('kms-key-admin') });
  expect(text.length).toBeLessThanOrEqual(maxAlarmDescriptionLength);
  expect(text).toContain('Saved query');
});

it('knows no application key in a stack that is told of none', () => {
  const { records } = watchedWith(
    { deployApplication: false, monitorRoleArns: [payments] },
    { keyArns: { audit: keyArn, notifications: keyArn } },
  );
  expect(records['application-key'].watches).toEqual([]);
  expect(records['application-key'].unknown).toHaveLength(1);
});

it('watches the administration of every key it has, with its alias, and of others without', () => {
  const [watch] = watchedWith({ monitorKeyArns: [otherKeyArn] }).records.key.watches;
  const alias = (word: string) => `arn:aws:kms:us-east-1:111122223333:alias/keywatch-prod-${word}`;
  expect(watch?.subjects).toEqual([
    ...['application', 'storage', 'audit', 'notifications'].map((word) => ({
      word,
      subject: { keyArn, aliasArn: alias(word) },
    })),
    { word: otherKeyWord, subject: { keyArn: otherKeyArn, aliasArn: undefined } },
  ]);
});

function monitoredBy(changes: object): Record<string, unknown> {
  const [watch] = watchedWith(changes).records.monitoring.watches;
  return Object.fromEntries(watch?.subjects.map(({ word, subject }) => [word, subject]) ?? []) as Record<
    string,
    unknown
  >;
}

const place = { region: 'us-east-1', accountId: '111122223333' };

it('watches its trail with the bucket and the role it delivers with, log groups, alarms and topic', () => {
  expect(monitoredBy({})).toEqual({
    trail: { kind: 'trail', name: names.trailName, arn: names.trailArn },
    bucket: { kind: 'bucket', name: 'keywatch-prod-111122223333-us-east-1-trail' },
    'log-trail': { kind: 'trail-log-group', name: '/keywatch/prod/trail', ...place },
    'log-service': { kind: 'log-group', name: '/keywatch/prod/service' },
    'log-flow': { kind: 'log-group', name: '/keywatch/prod/flow' },
    'log-database': { kind: 'log-group', name: '/aws/rds/instance/keywatch-prod-database/*' },
    'log-insights': {
      kind: 'log-group',
      name: '/aws/ecs/containerinsights/keywatch-prod-cluster/performance',
    },
    'log-waf': { kind: 'log-group', name: 'aws-waf-logs-keywatch-prod-waf' },
    alarms: { kind: 'alarms', name: 'keywatch-prod-*', ...place },
    topic: { kind: 'topic', arn: 'arn:aws:sns:us-east-1:111122223333:keywatch-prod-alarms' },
    roles: { kind: 'roles', names: ['keywatch-prod-delivery'] },
  });
});

it('watches what explains alarms where anybody is told so, and the queue of records with the fast path', () => {
  const explained = monitoredBy({ evidenceChannels: ['email'] });
  const more = Object.keys(explained).filter((word) => !(word in monitoredBy({})));
  const queue = (word: string) => ({
    kind: 'queue',
    name: `keywatch-prod-${word}`,
    arn: `arn:aws:sqs:us-east-1:111122223333:keywatch-prod-${word}`,
  });
  expect(Object.fromEntries(more.map((word) => [word, explained[word]]))).toEqual({
    'log-evidence': { kind: 'log-group', name: '/keywatch/prod/evidence' },
    function: { kind: 'function', name: 'keywatch-prod-evidence', queueArn: queue('records').arn },
    rules: { kind: 'rules', name: 'keywatch-prod-*' },
    'queue-undelivered': queue('undelivered'),
    table: {
      kind: 'table',
      name: 'keywatch-prod-incidents',
      arn: 'arn:aws:dynamodb:us-east-1:111122223333:table/keywatch-prod-incidents',
    },
  });
  expect(explained['roles']).toEqual({
    kind: 'roles',
    names: ['keywatch-prod-delivery', 'keywatch-prod-evidence'],
  });
  expect(monitoredBy({ evidenceChannels: ['email'], fastPath: true })).toEqual({
    ...explained,
    'queue-records': queue('records'),
  });
});

it('watches of a log group, an alarm or a topic what the stack calls it', () => {
  const detections = { 'kms-denied': { alarmName: 'Denied' }, 'kms-throttled': { threshold: 3 } };
  const named = { alarmTopicName: 'mine', detections, containerInsights: false, waf: false };
  expect(monitoredBy(named)).toMatchObject({
    'alarm-kms-denied': { kind: 'alarms', name: 'Denied' },
    topic: { arn: 'arn:aws:sns:us-east-1:111122223333:mine' },
  });
  expect(Object.keys(monitoredBy(named))).not.toContain('alarm-kms-throttled');
  expect(Object.keys(monitoredBy(named))).not.toContain('log-insights');
  expect(Object.keys(monitoredBy(named))).not.toContain('log-waf');
  expect(monitoredBy({ ...named, monitorRoleArns: [payments] })['alarm-kms-denied']).toEqual({
    kind: 'alarms',
    name: 'Denied*',
    ...place,
  });
});

it('watches the secret of each channel by its name, without the end that AWS chooses for the ARN', () => {
  const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:111122223333:secret:${name}`;
  const secretsOf = (changes: object) =>
    Object.entries(monitoredBy({ evidenceChannels: ['webhook', 'slack'], ...changes })).filter(([word]) =>
      word.startsWith('secret'),
    );
  const evidenceWebhookSecretArn = arn('keywatch/webhook-a1B2c3');
  const evidenceSlackSecretArn = arn('slack-secret-d4E5f6');
  expect(secretsOf({ evidenceWebhookSecretArn, evidenceSlackSecretArn })).toEqual([
    ['secret-webhook', { kind: 'secret', name: 'keywatch/webhook' }],
    ['secret-slack', { kind: 'secret', name: 'slack-secret' }],
  ]);
  const shared = { evidenceWebhookSecretArn, evidenceSlackSecretArn: evidenceWebhookSecretArn };
  expect(secretsOf(shared)).toHaveLength(1);
  expect(secretsOf({})).toEqual([]);
});

it("watches of somebody else's trail the log group alone", () => {
  const watched = watchedWith({ deployApplication: false, trailLogGroupName: 'organization' });
  expect(watched.logGroup).toEqual({ logGroupName: 'organization' });
  const words = watched.records.monitoring.watches[0]?.subjects.map(({ word }) => word);
  expect(words).toEqual(['log-trail', 'alarms', 'topic']);
  const explained = { evidenceChannels: ['email'], trailLogGroupName: 'organization' };
  expect(monitoredBy(explained)['roles']).toEqual({ kind: 'roles', names: ['keywatch-prod-evidence'] });
});
