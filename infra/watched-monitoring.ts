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
  ];
  const about = `Watches: ${subjects.map(({ word }) => word).join(', ')}`;
  return { watches: [{ identity: undefined, about, subjects }], unknown: [] };
}

function ownTrail({ names, settings }: Args): MonitoringSubject[] {
  return settings.trailLogGroupName === undefined
    ? [
        { word: 'trail', subject: { kind: 'trail', name: names.trailName, arn: names.trailArn } },
        { word: 'bucket', subject: { kind: 'bucket', name: names.bucket('trail') } },
      ]
    : [];
}

function logGroups({ names, settings }: Args, trail: string): MonitoringSubject[] {
  const { service, flow, databaseLog, databaseUpgrade, containerInsights, webAcl, evidence } =
    names.logGroups;
  const words: Readonly<Record<string, string>> = {
    trail,
    ...(settings.deployApplication ? { service, flow, database: databaseLog, upgrade: databaseUpgrade } : {}),
    ...(settings.deployApplication && settings.containerInsights ? { insights: containerInsights } : {}),
    ...(settings.deployApplication && settings.waf ? { waf: webAcl } : {}),
    ...(settings.evidenceChannels.length > 0 ? { evidence } : {}),
  };
  return Object.entries(words).map(([word, name]) => ({
    word: `log-${word}`,
    subject: { kind: word === 'trail' ? 'trail-log-group' : 'log-group', name },
  }));
}

/** Those that begin as all names of the stack do, and those it names itself: beside other roles, a beginning too. */
function alarms({ names, settings: { detections, monitorRoleArns } }: Args): MonitoringSubject[] {
  const ownNames = Object.entries(detections).flatMap(([id, changes]): MonitoringSubject[] => {
    if (changes?.alarmName === undefined) return [];
    const name = monitorRoleArns.length === 0 ? changes.alarmName : `${changes.alarmName}*`;
    return [{ word: `alarm-${id}`, subject: { kind: 'alarms', name } }];
  });
  return [{ word: 'alarms', subject: { kind: 'alarms', name: `${names.beginning}*` } }, ...ownNames];
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
