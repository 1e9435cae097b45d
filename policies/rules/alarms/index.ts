import type { Rule } from '../../rule.ts';
import { accountAlarms } from './account-alarms.ts';
import { alarmActions } from './alarm-actions.ts';
import { alarmFed } from './alarm-fed.ts';
import { alarmMissingData } from './alarm-missing-data.ts';
import { alarmPeriod } from './alarm-period.ts';
import { alarmReachable } from './alarm-reachable.ts';
import { alarmRecovery } from './alarm-recovery.ts';
import { alarmThreshold } from './alarm-threshold.ts';
import { canaryAlarm } from './canary-alarm.ts';
import { databaseAlarms } from './database-alarms.ts';
import { filterAccepted } from './filter-accepted.ts';
import { filterDefaultValue } from './filter-default-value.ts';
import { filterDimensions } from './filter-dimensions.ts';
import { filterLogGroup } from './filter-log-group.ts';
import { filterNamesService } from './filter-names-service.ts';
import { filterRole } from './filter-role.ts';
import { filterTellsErrorsApart } from './filter-tells-errors-apart.ts';
import { filterWatched } from './filter-watched.ts';
import { keyDeletionAlarm } from './key-deletion-alarm.ts';
import { loadBalancerAlarms } from './load-balancer-alarms.ts';
import { otherTrailsAlarm } from './other-trails-alarm.ts';
import { throttlingAlarm } from './throttling-alarm.ts';
import { trailChangeAlarm } from './trail-change-alarm.ts';
import { trailSilenceAlarm } from './trail-silence-alarm.ts';
import { unmatchedErrorsAlarm } from './unmatched-errors-alarm.ts';

export const alarmsRules: readonly Rule[] = [
  accountAlarms,
  alarmActions,
  alarmFed,
  alarmMissingData,
  alarmPeriod,
  alarmReachable,
  alarmRecovery,
  alarmThreshold,
  canaryAlarm,
  databaseAlarms,
  filterAccepted,
  filterDefaultValue,
  filterDimensions,
  filterLogGroup,
  filterNamesService,
  filterRole,
  filterTellsErrorsApart,
  filterWatched,
  keyDeletionAlarm,
  loadBalancerAlarms,
  otherTrailsAlarm,
  throttlingAlarm,
  trailChangeAlarm,
  trailSilenceAlarm,
  unmatchedErrorsAlarm,
];
