import type { Watched, WatchedSubject, WatchedSubjectsArgs } from './watched-subjects.ts';

type Args = Pick<WatchedSubjectsArgs, 'names' | 'settings'>;
type MonitoringSubject = WatchedSubject<'monitoring'>;

/** What the stack's own monitoring is made of. Of somebody else's trail only the log group is known. */
export function watchedMonitoring(args: Args, trailLogGroupName: string): Watched<'monitoring'> {
  const subjects: readonly MonitoringSubject[] = [
    ...ownTrail(args),
    ...logGroups(args, trailLogGroupName),
    ...alarms(args),
    topic(args),
  ];
  const about = `Watches: ${subjects.map(({ word }) => word).join(', ')}`;
  return { watches: [{ identity: undefined, about, subjects }], unknown: [] };
}

function ownTrail({ names, settings }: Args): MonitoringSubject[] {
  return settings.trailLogGroupName === undefined
    ? [{ word: 'trail', subject: { kind: 'trail', name: names.trailName, arn: names.trailArn } }]
    : [];
}

function logGroups({ names, settings }: Args, trail: string): MonitoringSubject[] {
  const { service, flow, databaseLog, databaseUpgrade, containerInsights, webAcl } = names.logGroups;
  const words: Readonly<Record<string, string>> = {
    trail,
    ...(settings.deployApplication ? { service, flow, database: databaseLog, upgrade: databaseUpgrade } : {}),
    ...(settings.deployApplication && settings.containerInsights ? { insights: containerInsights } : {}),
    ...(settings.deployApplication && settings.waf ? { waf: webAcl } : {}),
  };
  return Object.entries(words).map(([word, name]) => ({
    word: `log-${word}`,
    subject: { kind: 'log-group', name },
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
