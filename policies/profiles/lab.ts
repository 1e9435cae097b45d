import { waivedEverywhere, waivedForMail } from './everywhere.ts';
import type { Profile } from './profile.ts';
import { waivedForHttp, waivedForShortLife } from './short-lived.ts';

const labDetection = ['detections-kms-errors-lab'];

/** The public exercise with its literal values, in the cheapest safe shape. */
export const lab: Profile = {
  name: 'lab',
  stacks: ['dev'],
  production: false,
  waivers: [
    ...waivedEverywhere,
    ...waivedForMail,
    ...waivedForShortLife,
    ...waivedForHttp,
    {
      rule: 'ingress-from-anywhere',
      reason: 'The exercise calls the service over HTTP from anywhere; there is no HTTPS to redirect to.',
    },
    {
      rule: 'registry-endpoints',
      reason:
        'Tasks leave through one NAT gateway, and image layers arrive through the free gateway endpoint of S3; interface endpoints would double the price of the stack.',
    },
    {
      rule: 'topic-subscribed',
      reason:
        'Whose mailbox it is, only who deploys the stack can say: set alertEmail. Locally the run gives the topic a mailbox.',
    },
    ...[
      'alarm-period',
      'alarm-missing-data',
      'alarm-recovery',
      'filter-default-value',
      'filter-tells-errors-apart',
    ].map((rule) => ({
      rule,
      resources: labDetection,
      reason:
        "The lab's own filter and alarm, with its values on purpose so that its steps can be repeated; kms-wrong-key and its siblings stand beside it without these flaws.",
    })),
  ],
};
