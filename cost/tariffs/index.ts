import { autoscalingTariffs } from './autoscaling.ts';
import { clusterTariffs } from './cluster.ts';
import { databaseTariffs } from './database.ts';
import { eventTariffs } from './events.ts';
import { fargateTariffs } from './fargate.ts';
import { keyTariffs } from './keys.ts';
import { loadBalancingTariffs } from './load-balancing.ts';
import { logTariffs } from './logs.ts';
import { monitoringTariffs } from './monitoring.ts';
import { networkTariffs } from './network.ts';
import { storageTariffs } from './storage.ts';
import type { Tariffs } from './tariff.ts';
import { trailTariffs } from './trail.ts';
import { webAclTariffs } from './web-acl.ts';

/** Every tariff, by Pulumi type token. */
export const tariffs: Tariffs = {
  ...autoscalingTariffs,
  ...clusterTariffs,
  ...databaseTariffs,
  ...eventTariffs,
  ...fargateTariffs,
  ...keyTariffs,
  ...loadBalancingTariffs,
  ...logTariffs,
  ...monitoringTariffs,
  ...networkTariffs,
  ...storageTariffs,
  ...trailTariffs,
  ...webAclTariffs,
};
