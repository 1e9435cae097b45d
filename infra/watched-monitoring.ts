import type { Place } from '../detections/index.ts';
import { aboutList } from './about-list.ts';
import type { Watched, WatchedSubject, WatchedSubjectsArgs } from './watched.ts';

type Args = Pick<WatchedSubjectsArgs, 'names' | 'settings'>;
type MonitoringSubject = WatchedSubject<'monitoring'>;

/** What the stack's own monitoring is made of. Of somebody else's trail only the log group is known. */
export function watchedMonitoring(args: Args, trailLogGroupName: string): Watched<'monitoring'> {
  const subjects: readonly MonitoringSubject[] = [
    ...ownTrail(args),
    ...logGroups(args, trailLogGroupName),
    ...alarms(args),
    topic(args),
    ...explanation(args),
    ...roles(args),
    ...secrets(args),
  ];
  return { watches: [{ identity: undefined, about: aboutList('Watches', subjects), subjects }], unknown: [] };
}

function ownTrail({ names, settings }: Args): MonitoringSubject[] {
  return settings.trailLogGroupName === undefined
    ? [
        { word: 'trail', subject: { kind: 'trail', name: names.trailName, arn: names.trailArn } },
        { word: 'bucket', subject: { kind: 'bucket', name: names.bucket('trail') } },
      ]
    : [];
}

/** Those of the database lie in one folder, so that they are one subject: a log group has room for 100 filters. */
function logGroups({ names, settings }: Args, trail: string): MonitoringSubject[] {
  const { service, flow, databaseLog, containerInsights, webAcl, evidence } = names.logGroups;
  const database = databaseLog.replace(/[^/]+$/, '*');
  const words: Readonly<Record<string, string>> = {
    ...(settings.deployApplication ? { service, flow, database } : {}),
    ...(settings.deployApplication && settings.containerInsights ? { insights: containerInsights } : {}),
    ...(settings.deployApplication && settings.waf ? { waf: webAcl } : {}),
    ...(settings.evidenceChannels.length > 0 ? { evidence } : {}),
  };
  const others = Object.entries(words).map(([word, name]): MonitoringSubject => ({
    word: `log-${word}`,
    subject: { kind: 'log-group', name },
  }));
  return [
    { word: 'log-trail', subject: { kind: 'trail-log-group', name: trail, ...placeOf(names) } },
    ...others,
  ];
}

function placeOf({ trailArn }: Args['names']): Place {
  const [, , , region = '', accountId = ''] = trailArn.split(':');
  return { region, accountId };
}

/** Those that begin as all names of the stack do, and those it names itself: beside other roles, a beginning too. */
function alarms({ names, settings: { detections, monitorRoleArns } }: Args): MonitoringSubject[] {
  const place = placeOf(names);
  const ownNames = Object.entries(detections).flatMap(([id, changes]): MonitoringSubject[] => {
    if (changes?.alarmName === undefined) return [];
    const name = monitorRoleArns.length === 0 ? changes.alarmName : `${changes.alarmName}*`;
    return [{ word: `alarm-${id}`, subject: { kind: 'alarms', name, ...place } }];
  });
  return [
    { word: 'alarms', subject: { kind: 'alarms', name: `${names.beginning}*`, ...place } },
    ...ownNames,
  ];
}

function topic({ names, settings }: Args): MonitoringSubject {
  const arn = names.arn('sns', settings.alarmTopicName ?? names.named('alarms'));
  return { word: 'topic', subject: { kind: 'topic', arn } };
}

/** What explains the alarms, where anybody is told so: without it nobody sees more than that something was. */
function explanation({ names, settings }: Args): MonitoringSubject[] {
  if (settings.evidenceChannels.length === 0) return [];
  const table = names.named('incidents');
  const queues = ['undelivered', ...(settings.fastPath ? ['records'] : [])];
  const queueArn = (word: string): string => names.arn('sqs', names.named(word));
  return [
    {
      word: 'function',
      subject: { kind: 'function', name: names.named('evidence'), queueArn: queueArn('records') },
    },
    { word: 'rules', subject: { kind: 'rules', name: `${names.beginning}*` } },
    ...queues.map((word): MonitoringSubject => ({
      word: `queue-${word}`,
      subject: { kind: 'queue', name: names.named(word), arn: queueArn(word) },
    })),
    { word: 'table', subject: { kind: 'table', name: table, arn: names.arn('dynamodb', `table/${table}`) } },
  ];
}

/** The role that CloudTrail delivers with, whose own sessions may write events too, and the one of what explains. */
function roles({ names, settings }: Args): MonitoringSubject[] {
  const roleNames = [
    ...(settings.trailLogGroupName === undefined ? [names.named('delivery')] : []),
    ...(settings.evidenceChannels.length > 0 ? [names.named('evidence')] : []),
  ];
  return roleNames.length === 0 ? [] : [{ word: 'roles', subject: { kind: 'roles', names: roleNames } }];
}

/** A setting has the ARN, which ends in a hyphen and six characters that AWS chooses. Both channels may share a secret. */
function secrets({
  settings: { evidenceWebhookSecretArn, evidenceSlackSecretArn },
}: Args): MonitoringSubject[] {
  const arns = { webhook: evidenceWebhookSecretArn, slack: evidenceSlackSecretArn };
  const words = new Map(
    Object.entries(arns).flatMap(([word, arn]) => (arn === undefined ? [] : [[secretName(arn), word]])),
  );
  return [...words].map(([name, word]) => ({ word: `secret-${word}`, subject: { kind: 'secret', name } }));
}

function secretName(arn: string): string {
  return arn.replace(/^.*:secret:/, '').replace(/-[A-Za-z0-9]{6}$/, '');
}
