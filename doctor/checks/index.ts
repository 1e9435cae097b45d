import type { Check } from '../check.ts';
import { alarmActions } from './alarm-actions.ts';
import { alarmFeeds } from './alarm-feeds.ts';
import { alarmStates } from './alarm-states.ts';
import { logGroupReceiving } from './log-group-receiving.ts';
import { metricFilters } from './metric-filters.ts';
import { runningImage } from './running-image.ts';
import { serviceHealth } from './service-health.ts';
import { subscriptions } from './subscriptions.ts';
import { targetHealth } from './target-health.ts';
import { topicKey } from './topic-key.ts';
import { topicPolicy } from './topic-policy.ts';
import { trailDelivery } from './trail-delivery.ts';
import { trailLogging } from './trail-logging.ts';
import { trailSelectors } from './trail-selectors.ts';

/** All checks, along the way of a record from the trail to a person's mailbox, then the service's. */
export const checks: readonly Check[] = [
  trailLogging,
  trailSelectors,
  trailDelivery,
  logGroupReceiving,
  metricFilters,
  alarmFeeds,
  alarmStates,
  alarmActions,
  topicPolicy,
  topicKey,
  subscriptions,
  serviceHealth,
  targetHealth,
  runningImage,
];
