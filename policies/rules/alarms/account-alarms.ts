import type { Rule } from '../../rule.ts';
import { eventsWithoutAlarm } from './event-alarms.ts';

/** An event of each of the benchmark's alarms that is about the account and not about one application. */
const events = [
  'ConsoleLogin',
  'DeleteGroupPolicy',
  'PutBucketPolicy',
  'StopConfigurationRecorder',
  'AuthorizeSecurityGroupIngress',
  'CreateNetworkAcl',
  'CreateCustomerGateway',
  'CreateRoute',
  'CreateVpc',
  'LeaveOrganization',
];

export const accountAlarms: Rule = {
  id: 'account-alarms',
  sentence: 'Changes of the account (sign-in, IAM, network, configuration) are noticed.',
  controls: ['CIS 5.1-5.4', 'CIS 5.6', 'CIS 5.8-5.15', 'AWS-0147', 'AWS-0160'],
  on: ['aws:cloudtrail/trail:Trail'],
  check: (_trail, stack) => {
    const missing = eventsWithoutAlarm(events, stack);
    return missing.length === 0
      ? undefined
      : `No alarm looks for ${missing.join(', ')}; add metric filters for them, or have Security Hub watch the account.`;
  },
};
