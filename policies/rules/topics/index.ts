import type { Rule } from '../../rule.ts';
import { topicDeliveryStatus } from './topic-delivery-status.ts';
import { topicEncrypted } from './topic-encrypted.ts';
import { topicKeyUsable } from './topic-key-usable.ts';
import { topicNamesAlarms } from './topic-names-alarms.ts';
import { topicPublishers } from './topic-publishers.ts';
import { topicSubscribed } from './topic-subscribed.ts';
import { topicTls } from './topic-tls.ts';

export const topicsRules: readonly Rule[] = [
  topicDeliveryStatus,
  topicEncrypted,
  topicKeyUsable,
  topicNamesAlarms,
  topicPublishers,
  topicSubscribed,
  topicTls,
];
