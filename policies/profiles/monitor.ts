import { waivedForMail } from './everywhere.ts';
import type { Profile } from './profile.ts';

/** Monitoring alone, for applications that run in production elsewhere. */
export const monitor: Profile = {
  name: 'monitor',
  stacks: ['monitor'],
  production: true,
  waivers: waivedForMail,
};
