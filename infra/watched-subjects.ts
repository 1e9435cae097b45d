import { watchedApplicationKeys, watchedKeys } from './watched-keys.ts';
import { watchedMonitoring } from './watched-monitoring.ts';
import { watchedOrigins, watchedRoles } from './watched-roles.ts';
import type { WatchedSubjects, WatchedSubjectsArgs } from './watched.ts';

/** What a stack watches, as far as it knows it. Pure, but for what AWS decides. */
export function watchedSubjects(args: WatchedSubjectsArgs): WatchedSubjects {
  const roles = watchedRoles(args);
  const logGroupName = args.settings.trailLogGroupName ?? args.names.logGroups.trail;
  return {
    records: {
      role: {
        watches: roles.map(({ arn, about, identity }) => ({
          identity,
          about,
          subjects: [{ word: undefined, subject: { taskRoleArn: arn } }],
        })),
        unknown: [],
      },
      origin: watchedOrigins(roles),
      'application-key': watchedApplicationKeys(args, roles),
      key: watchedKeys(args),
      monitoring: watchedMonitoring(args, logGroupName),
    },
    logGroup: { logGroupName },
  };
}
