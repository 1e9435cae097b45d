import type { Rule } from '../../rule.ts';
import { accessLogs } from './access-logs.ts';
import { desyncMode } from './desync-mode.ts';
import { healthCheck } from './health-check.ts';
import { httpRedirects } from './http-redirects.ts';
import { httpsListener } from './https-listener.ts';
import { invalidHeadersDropped } from './invalid-headers-dropped.ts';
import { loadBalancerDeletionProtection } from './load-balancer-deletion-protection.ts';
import { tlsPolicy } from './tls-policy.ts';
import { twoZones } from './two-zones.ts';
import { webAclBodyRules } from './web-acl-body-rules.ts';
import { webAclLog } from './web-acl-log.ts';
import { webAclMetrics } from './web-acl-metrics.ts';
import { webAclRules } from './web-acl-rules.ts';
import { webAcl } from './web-acl.ts';

export const loadBalancerRules: readonly Rule[] = [
  accessLogs,
  desyncMode,
  healthCheck,
  httpRedirects,
  httpsListener,
  invalidHeadersDropped,
  loadBalancerDeletionProtection,
  tlsPolicy,
  twoZones,
  webAclBodyRules,
  webAclLog,
  webAclMetrics,
  webAclRules,
  webAcl,
];
