import type { Waiver } from './profile.ts';

/** What a stack gives up that holds nothing worth keeping, costs little and can be destroyed without a trace. */
export const waivedForShortLife: readonly Waiver[] = [
  ...[
    ['bucket-kept', "pulumi destroy leaves nothing behind: the trail's files go with the stack."],
    ['bucket-lock', 'A locked file would outlive pulumi destroy.'],
    [
      'image-repository-kept',
      'pulumi destroy leaves nothing behind: images are built again from the source.',
    ],
    ['key-deletion-window', 'The shortest window AWS allows: the keys protect nothing that is missed.'],
    ['load-balancer-deletion-protection', 'pulumi destroy must succeed without a second step.'],
    ['database-deletion-protection', 'pulumi destroy must succeed without a second step.'],
    ['database-backups', 'The data are for trying out; backups would outlive pulumi destroy.'],
    ['database-final-snapshot', 'A final snapshot would outlive pulumi destroy.'],
    ['log-retention', 'Logs are read the same week or not at all.'],
    ['database-standby', 'A standby doubles the price of the database; an outage hurts nobody.'],
    ['database-monitoring', 'Nobody watches the load of a database that has none.'],
    ['database-insights', 'Nobody watches the load of a database that has none.'],
    ['database-events', 'RDS would mail each start and stop of a database that nobody depends on.'],
    ['two-tasks', 'One task is enough to try the service; an outage hurts nobody.'],
    ['autoscaling', 'There is no load to follow.'],
    ['container-insights', 'Its metrics cost more than the task they describe.'],
    ['access-logs', 'Callers are the people who try it out; the service logs each request.'],
    [
      'bucket-access-log',
      "The bucket of access logs is left out; the trail records who reads the bucket's settings.",
    ],
    ['web-acl', 'A web ACL costs about as much as the task; the service limits the rate by itself.'],
  ].map(([rule = '', reason = '']) => ({ rule, reason })),
];

/** A stack that has no certificate, and so no HTTPS. */
export const waivedForHttp: readonly Waiver[] = [
  ...['https-listener', 'http-redirects'].map((rule) => ({
    rule,
    reason:
      "A certificate needs a domain of one's own. Only made-up secrets belong into a stack without one; set certificateArn and domainName for any other.",
  })),
];
