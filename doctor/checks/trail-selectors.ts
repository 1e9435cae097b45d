import { GetEventSelectorsCommand } from '@aws-sdk/client-cloudtrail';
import type { Check } from '../check.ts';
import { isRecorded, type EventKind } from '../event-selectors.ts';
import { findTrail } from '../find-trail.ts';
import { fault, ok, restore } from '../finding.ts';

interface Probe extends EventKind {
  /** What goes unseen without it. */
  readonly blindness: string;
}

/** One event of each kind that some detection reads. */
const probes: readonly Probe[] = [
  {
    eventSource: 'kms.amazonaws.com',
    eventName: 'Decrypt',
    readOnly: true,
    blindness: "KMS's read events, Decrypt among them: no wrong key is ever seen",
  },
  {
    eventSource: 'kms.amazonaws.com',
    eventName: 'ScheduleKeyDeletion',
    readOnly: false,
    blindness: "KMS's write events: nobody who disables or deletes a key is seen",
  },
  {
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: 'StopLogging',
    readOnly: false,
    blindness: 'write events of other services: nobody who switches the monitoring off is seen',
  },
];

/**
 * Whether the trail records what the detections need. KMS counts Decrypt as a read event, and a trail may leave
 * KMS out as high volume: either is a common way to save money and to be blind.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
 */
export const trailSelectors: Check = {
  id: 'trail-selectors',
  title: 'The trail records KMS and read events',
  actions: ['cloudtrail:DescribeTrails', 'cloudtrail:GetEventSelectors'],
  async run(context) {
    const trail = await findTrail(context);
    if (trail === undefined) return [];
    const selectors = await context.clients.cloudTrail.send(
      new GetEventSelectorsCommand({ TrailName: trail.TrailARN }),
    );
    const lost = probes.filter((probe) => !isRecorded(probe, selectors));
    if (lost.length === 0) return [ok('The trail records read and write events, of KMS too')];
    return [
      fault(
        `The trail does not record ${lost.map(({ blindness }) => blindness).join('; nor ')}`,
        context.stack.trailArn === undefined
          ? "have the trail's owner record all management events, reads and KMS among them"
          : restore,
      ),
    ];
  },
};
