import { waivedEverywhere, waivedForMail } from './everywhere.ts';
import type { Profile } from './profile.ts';
import { waivedForHttp, waivedForShortLife } from './short-lived.ts';

/** A pull request's own stack, gone with it. */
export const throwAway: Profile = {
  name: 'throw-away',
  stacks: ['preview', 'preview-*', 'pr-*'],
  production: false,
  waivers: [
    ...waivedEverywhere,
    ...waivedForMail,
    ...waivedForShortLife,
    ...waivedForHttp,
    {
      rule: 'task-without-public-address',
      reason:
        'egress: public-ip saves the NAT gateway; the security group still lets in the load balancer alone.',
    },
    {
      rule: 'tasks-on-demand',
      reason: 'fargateSpot halves the price of the task; a preview that is gone for minutes hurts nobody.',
    },
    {
      rule: 'registry-endpoints',
      reason: 'Tasks leave by their own public address.',
    },
    {
      rule: 's3-gateway-endpoint',
      reason:
        'Tasks run in public subnets and leave through the internet gateway, which charges nothing for what arrives from S3.',
    },
    {
      rule: 'topic-subscribed',
      reason: 'Nobody is to be woken by a stack that is about to go: set alertEmail to see the mails.',
    },
  ],
};
