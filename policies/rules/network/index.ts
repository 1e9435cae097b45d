import type { Rule } from '../../rule.ts';
import { databaseIngressFromService } from './database-ingress-from-service.ts';
import { databaseSecurityGroup } from './database-security-group.ts';
import { defaultSecurityGroupClosed } from './default-security-group-closed.ts';
import { egressRestricted } from './egress-restricted.ts';
import { ingressFromAnywhere } from './ingress-from-anywhere.ts';
import { onePort } from './one-port.ts';
import { registryEndpoints } from './registry-endpoints.ts';
import { s3GatewayEndpoint } from './s3-gateway-endpoint.ts';
import { securityGroupsDescribed } from './security-groups-described.ts';
import { subnetWithoutPublicAddresses } from './subnet-without-public-addresses.ts';
import { taskSecurityGroup } from './task-security-group.ts';
import { vpcFlowLog } from './vpc-flow-log.ts';

export const networkRules: readonly Rule[] = [
  databaseIngressFromService,
  databaseSecurityGroup,
  defaultSecurityGroupClosed,
  egressRestricted,
  ingressFromAnywhere,
  onePort,
  registryEndpoints,
  s3GatewayEndpoint,
  securityGroupsDescribed,
  subnetWithoutPublicAddresses,
  taskSecurityGroup,
  vpcFlowLog,
];
