import { waivedEverywhere, waivedForMail } from './everywhere.ts';
import type { Profile } from './profile.ts';

/** `prod`, and every stack that no other profile names. */
export const production: Profile = {
  name: 'production',
  stacks: ['prod'],
  production: true,
  waivers: [
    ...waivedEverywhere,
    ...waivedForMail,
    {
      rule: 'registry-endpoints',
      reason:
        'Tasks leave through NAT gateways, which they need for KMS and Secrets Manager as well; interface endpoints in two zones cost more than the traffic they save. Image layers take the free gateway endpoint of S3. egress: endpoints declares all of them and keeps this rule.',
    },
    {
      rule: 'bucket-load-balancer-source',
      reason:
        "AWS's policy for access logs has no aws:SourceArn, and with one Elastic Load Balancing is refused. The path with the account's number keeps other accounts out.",
    },
  ],
};
