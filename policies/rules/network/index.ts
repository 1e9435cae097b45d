import type { Rule } from '../../rule.ts';
import { databaseIngressFromService } from './database-ingress-from-service.ts';
import { defaultSecurityGroupClosed } from './default-security-group-closed.ts';
import { egressRestricted } from './egress-restricted.ts';
import { ingressFromAnywhere } from './ingress-from-anywhere.ts';
import { registryEndpoints } from './registry-endpoints.ts';
import { securityGroupsDescribed } from './security-groups-described.ts';
import { subnetWithoutPublicAddresses } from './subnet-without-public-addresses.ts';
import { vpcFlowLog } from './vpc-flow-log.ts';

export const networkRules: readonly Rule[] = [
  databaseIngressFromService,
  defaultSecurityGroupClosed,
  egressRestricted,
  ingressFromAnywhere,
  registryEndpoints,
  securityGroupsDescribed,
  subnetWithoutPublicAddresses,
  vpcFlowLog,
];
