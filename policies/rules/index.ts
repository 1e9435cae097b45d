import type { Rule } from '../rule.ts';
import { alarmsRules } from './alarms/index.ts';
import { bucketsRules } from './buckets/index.ts';
import { databaseRules } from './database/index.ts';
import { functionsRules } from './lambda/index.ts';
import { imagesRules } from './images/index.ts';
import { keysRules } from './keys/index.ts';
import { loadBalancerRules } from './load-balancer/index.ts';
import { logsRules } from './logs/index.ts';
import { networkRules } from './network/index.ts';
import { permissionsRules } from './permissions/index.ts';
import { tasksRules } from './tasks/index.ts';
import { topicsRules } from './topics/index.ts';
import { trailRules } from './trail/index.ts';

/** Every rule of the pack, grouped by what it is about. */
export const rules: readonly Rule[] = [
  ...alarmsRules,
  ...bucketsRules,
  ...databaseRules,
  ...functionsRules,
  ...imagesRules,
  ...keysRules,
  ...loadBalancerRules,
  ...logsRules,
  ...networkRules,
  ...permissionsRules,
  ...tasksRules,
  ...topicsRules,
  ...trailRules,
];
