import {
  callsOnAlarms,
  callsOnBucket,
  callsOnLogGroup,
  callsOnRoles,
  callsOnTrail,
  withAccountPolicies,
} from './calls-on-sight.ts';
import {
  callsOnFunction,
  callsOnQueue,
  callsOnRules,
  callsOnSecret,
  callsOnTable,
  callsOnTopic,
} from './calls-on-telling.ts';
import { all, any, is, isOneOf, type Condition } from './condition.ts';
import type { Calls } from './monitoring-calls.ts';
import type { MonitoringSubject } from './subjects.ts';

/**
 * The calls that change a part of the monitoring, and that they are about ours. An API may take a name or an ARN. A
 * denied call may be recorded without its parameters; its message names the ARN.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function changesMonitoring(subject: MonitoringSubject): Condition {
  const { eventSource, eventNames, about } = callsOn(subject);
  return all(is('eventSource', eventSource), isOneOf('eventName', eventNames), any(...about));
}

function callsOn(subject: MonitoringSubject): Calls {
  switch (subject.kind) {
    case 'trail':
      return callsOnTrail(subject);
    case 'bucket':
      return callsOnBucket(subject);
    case 'log-group':
      return callsOnLogGroup(subject);
    case 'trail-log-group':
      return withAccountPolicies(callsOnLogGroup(subject), subject);
    case 'alarms':
      return callsOnAlarms(subject);
    case 'topic':
      return callsOnTopic(subject);
    case 'function':
      return callsOnFunction(subject);
    case 'rules':
      return callsOnRules(subject);
    case 'queue':
      return callsOnQueue(subject);
    case 'table':
      return callsOnTable(subject);
    case 'roles':
      return callsOnRoles(subject);
    case 'secret':
      return callsOnSecret(subject);
  }
}
