import type * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { ApplicationKeys } from './application-keys.ts';
import { Application } from './application.ts';
import { ContainerImage } from './container-image.ts';
import { Database } from './database.ts';
import type { HealthSubject } from './health.ts';
import type { LogSettings } from './log-settings.ts';
import { httpsOf, listenerPorts } from './load-balancer.ts';
import type { Names } from './names.ts';
import { Network } from './network.ts';
import { SecurityGroups } from './security-groups.ts';
import { ServiceRoles } from './service-roles.ts';
import type { Settings } from './settings.ts';
import type { Origin } from './watched.ts';

export interface DeclareApplicationArgs {
  readonly account: Account;
  readonly names: Names;
  readonly settings: Settings;
  readonly logs: LogSettings;
  /** Bucket for the load balancer's access logs; `undefined`: none are kept. */
  readonly accessLogBucketName: pulumi.Input<string> | undefined;
}

/** Composes the secret service: what a stack that only monitors does without. */
export function declareApplication(args: DeclareApplicationArgs) {
  const { account, names, settings, logs, accessLogBucketName } = args;
  const https = httpsOf(settings);
  const { roles, keys, network, securityGroups, database, image } = declareGround(args, listenerPorts(https));
  const application = new Application('application', {
    account,
    names,
    network,
    securityGroups,
    roles,
    database,
    https,
    accessLogBucketName,
    logs,
    settings,
    imageUri: image.imageUri,
    applicationKeyArn: keys.application.arn,
  });
  return {
    endpoint: application.endpoint,
    clusterName: application.service.clusterName,
    serviceName: application.service.serviceName,
    keyArns: { application: keys.application.arn, storage: keys.storage.arn },
    taskOrigin: taskOrigin(args, network, application),
    logGroupName: application.logGroupName,
    taskRoleArn: roles.task.arn,
    network,
    image,
    health: healthSubject(args, application, database),
  };
}

/** What {@link declareApplication} tells of what it declared. */
export type DeclaredApplication = ReturnType<typeof declareApplication>;

/** What the service stands on: who it is, where it runs, what it keeps and what it is made of. */
function declareGround({ account, names, settings, logs }: DeclareApplicationArgs, ports: readonly number[]) {
  const roles = new ServiceRoles('roles', { account, names });
  const keys = new ApplicationKeys('keys', {
    account,
    names,
    administratorArns: settings.keyAdministratorArns,
    deletionWindowDays: settings.kmsDeletionWindowDays,
    taskRoleArn: roles.task.arn,
  });
  const network = new Network('network', {
    cidrBlock: settings.vpcCidr,
    egress: settings.egress,
    natGateways: settings.natGateways,
    flowLog: { account, names, logs },
  });
  const securityGroups = new SecurityGroups('security-groups', {
    vpcId: network.vpcId,
    ingressCidrs: settings.ingressCidrs,
    listenerPorts: ports,
    toInternet: settings.egress !== 'endpoints',
  });
  const database = new Database('database', {
    account,
    names,
    logs,
    settings,
    subnetIds: network.isolatedSubnetIds,
    securityGroupId: securityGroups.database.id,
    kmsKeyArn: keys.storage.arn,
  });
  const image = new ContainerImage('image', {
    names,
    kmsKeyArn: keys.storage.arn,
    imageUri: settings.imageUri,
    cpuArchitecture: settings.cpuArchitecture,
    forceDelete: !settings.deletionProtection,
  });
  return { roles, keys, network, securityGroups, database, image };
}

/** Where tasks call AWS from; `undefined` where they have addresses of their own, which change. */
function taskOrigin(
  { settings: { egress } }: DeclareApplicationArgs,
  { natAddresses }: Network,
  { kmsEndpointId }: Application,
): pulumi.Output<Origin> | undefined {
  if (kmsEndpointId !== undefined) {
    return kmsEndpointId.apply((id) => ({ sourceAddresses: [], vpcEndpointIds: [id] }));
  }
  return egress === 'nat'
    ? natAddresses.apply((sourceAddresses) => ({ sourceAddresses, vpcEndpointIds: [] }))
    : undefined;
}

function healthSubject(
  { names, settings }: DeclareApplicationArgs,
  { loadBalancer, logGroupName, service }: Application,
  { parameterGroupName }: Database,
): HealthSubject {
  return {
    loadBalancer: loadBalancer.dimensions,
    targetGroup: loadBalancer.targetGroupDimensions,
    tasks: service,
    database: { DBInstanceIdentifier: names.databaseIdentifier },
    databaseAllocatedStorageGib: settings.databaseAllocatedStorageGib,
    metricNamespace: settings.metricNamespace ?? names.metricNamespace(),
    serviceLogGroupName: logGroupName,
    parameterGroupName: settings.databaseMonitoring ? parameterGroupName : undefined,
  };
}
