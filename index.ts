import * as pulumi from '@pulumi/pulumi';
import { detections as catalogue } from './detections/index.ts';
import { AccessLogs } from './infra/access-logs.ts';
import { readAccount } from './infra/account.ts';
import { Application } from './infra/application.ts';
import { AuditTrail } from './infra/audit-trail.ts';
import { readSettings } from './infra/config.ts';
import { ContainerImage } from './infra/container-image.ts';
import { Dashboard } from './infra/dashboard.ts';
import { Database } from './infra/database.ts';
import { planDetections } from './infra/detection-plan.ts';
import { Detections } from './infra/detections.ts';
import { EncryptionKeys } from './infra/encryption-keys.ts';
import { httpsOf, listenerPorts } from './infra/load-balancer.ts';
import { Names } from './infra/names.ts';
import { Network } from './infra/network.ts';
import { Notifications } from './infra/notifications.ts';
import { SecurityGroups } from './infra/security-groups.ts';
import { ServiceRoles } from './infra/service-roles.ts';

const settings = readSettings();
const account = await readAccount();
const names = new Names(pulumi.getProject(), pulumi.getStack(), account);
const forceDestroy = !settings.deletionProtection;
const https = httpsOf(settings);

const roles = new ServiceRoles('roles', { account, names });
const keys = new EncryptionKeys('keys', {
  account,
  names,
  administratorArns: settings.keyAdministratorArns,
  deletionWindowDays: settings.kmsDeletionWindowDays,
  taskRoleArn: roles.task.arn,
});
const logs = { kmsKeyId: keys.audit.arn, retentionInDays: settings.logRetentionDays };

const network = new Network('network', {
  cidrBlock: settings.vpcCidr,
  egress: settings.egress,
  natGateways: settings.natGateways,
  flowLog: { account, names, logs },
});
const securityGroups = new SecurityGroups('security-groups', {
  vpcId: network.vpcId,
  ingressCidrs: settings.ingressCidrs,
  listenerPorts: listenerPorts(https),
  toInternet: settings.egress !== 'endpoints',
});
const accessLogs = settings.accessLogs
  ? new AccessLogs('access-logs', { account, names, retentionDays: settings.logRetentionDays, forceDestroy })
  : undefined;
const database = new Database('database', {
  account,
  names,
  logs,
  subnetIds: network.isolatedSubnetIds,
  securityGroupId: securityGroups.database.id,
  kmsKeyArn: keys.storage.arn,
  instanceClass: settings.databaseInstanceClass,
  allocatedStorageGib: settings.databaseAllocatedStorageGib,
  multiAz: settings.databaseMultiAz,
  backupRetentionDays: settings.databaseBackupRetentionDays,
  monitoring: settings.databaseMonitoring,
  deletionProtection: settings.deletionProtection,
});
const image = new ContainerImage('image', {
  names,
  kmsKeyArn: keys.storage.arn,
  imageUri: settings.imageUri,
  cpuArchitecture: settings.cpuArchitecture,
  forceDelete: forceDestroy,
});
const application = new Application('application', {
  account,
  names,
  network,
  securityGroups,
  roles,
  database,
  https,
  accessLogBucketName: accessLogs?.bucketName,
  logs,
  settings,
  imageUri: image.imageUri,
  applicationKeyArn: keys.application.arn,
});

const trail = new AuditTrail('trail', {
  account,
  names,
  logs,
  kmsKeyArn: keys.audit.arn,
  retentionDays: settings.logRetentionDays,
  deletionProtection: settings.deletionProtection,
  accessLog: accessLogs?.s3Target,
});
const plan = planDetections(catalogue, { names, ...settings });
const notifications = new Notifications('notifications', {
  account,
  names,
  topicName: settings.alarmTopicName,
  kmsKeyArn: keys.notifications.arn,
  alertEmail: settings.alertEmail,
  publishingAlarms: plan.map(({ alarmName }) => alarmName),
});
const detections = new Detections('detections', {
  plan,
  subject: { taskRoleArn: roles.task.arn },
  logGroupName: trail.logGroupName,
  topicArn: notifications.topicArn,
});
const dashboard = new Dashboard('dashboard', { account, names, plan });

export const awsRegion = account.region;
export const applicationEndpoint = application.endpoint;
export const ecsTaskRoleArn = roles.task.arn;
export const kmsKeyArn = keys.application.arn;
export const { vpcId, publicSubnetIds, privateSubnetIds } = network;
export const ecrRepositoryUrl = image.repositoryUrl;
export const { imageUri } = image;
export const trailArn = trail.arn;
export const trailLogGroupName = trail.logGroupName;
export const { metricFilterNames, alarmNames } = detections;
export const alarmTopicArn = notifications.topicArn;
export const dashboardUrl = dashboard.url;
