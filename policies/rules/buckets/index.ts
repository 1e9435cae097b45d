import type { Rule } from '../../rule.ts';
import { bucketAccessLog } from './bucket-access-log.ts';
import { bucketEncrypted } from './bucket-encrypted.ts';
import { bucketKept } from './bucket-kept.ts';
import { bucketLifecycle } from './bucket-lifecycle.ts';
import { bucketLoadBalancerSource } from './bucket-load-balancer-source.ts';
import { bucketLock } from './bucket-lock.ts';
import { bucketOwner } from './bucket-owner.ts';
import { bucketPrivate } from './bucket-private.ts';
import { bucketServices } from './bucket-services.ts';
import { bucketTls } from './bucket-tls.ts';
import { bucketVersioning } from './bucket-versioning.ts';

export const bucketsRules: readonly Rule[] = [
  bucketAccessLog,
  bucketEncrypted,
  bucketKept,
  bucketLifecycle,
  bucketLoadBalancerSource,
  bucketLock,
  bucketOwner,
  bucketPrivate,
  bucketServices,
  bucketTls,
  bucketVersioning,
];
