import * as pulumi from '@pulumi/pulumi';
import { AccessLogs } from './infra/access-logs.ts';
import { readAccount } from './infra/account.ts';
import { AuditTrail } from './infra/audit-trail.ts';
import { readSettings } from './infra/config.ts';
import { declareApplication } from './infra/declare-application.ts';
import { declareMonitoring } from './infra/declare-monitoring.ts';
import { MonitoringKeys } from './infra/monitoring-keys.ts';
import { Names } from './infra/names.ts';
import { protectData } from './infra/protect-data.ts';

const settings = readSettings();
const {
  deployApplication,
  trailLogGroupName: existingLogGroup,
  logRetentionDays,
  deletionProtection,
} = settings;
const createTrail = existingLogGroup === undefined;
if (deletionProtection) pulumi.runtime.registerStackTransformation(protectData);
const account = await readAccount(settings.permissionsBoundaryArn);
const names = new Names(pulumi.getProject(), pulumi.getStack(), account);

const databaseEvents = deployApplication && settings.databaseMonitoring;
const keys = new MonitoringKeys('keys', {
  account,
  names,
  administratorArns: settings.keyAdministratorArns,
  deletionWindowDays: settings.kmsDeletionWindowDays,
  databaseEvents,
  evidenceByEmail: settings.evidenceChannels.includes('email'),
});
const logs = { kmsKeyId: keys.audit.arn, retentionInDays: logRetentionDays };
const accessLogs =
  settings.accessLogs && (deployApplication || createTrail)
    ? new AccessLogs('access-logs', {
        account,
        names,
        retentionDays: logRetentionDays,
        forceDestroy: !deletionProtection,
        loggedBucketName: createTrail ? names.bucket('trail') : undefined,
      })
    : undefined;

const application = deployApplication
  ? declareApplication({ account, names, settings, logs, accessLogBucketName: accessLogs?.bucketName })
  : undefined;

const trail = createTrail
  ? new AuditTrail('trail', {
      account,
      names,
      logs,
      kmsKeyArn: keys.audit.arn,
      retentionDays: logRetentionDays,
      deletionProtection,
      accessLog: accessLogs?.s3Target,
    })
  : { arn: undefined, logGroupName: pulumi.output(existingLogGroup) };
const monitoring = await declareMonitoring({
  account,
  names,
  settings,
  keys,
  logs,
  trailLogGroupName: trail.logGroupName,
  application,
  databaseEvents,
});

export const awsRegion = account.region;
/** From here to `ecsServiceName`: absent where `deployApplication` is false. */
export const applicationEndpoint = application?.endpoint;
export const ecsTaskRoleArn = application?.taskRoleArn;
export const kmsKeyArn = application?.keyArns.application;
export const vpcId = application?.network.vpcId;
export const publicSubnetIds = application?.network.publicSubnetIds;
export const privateSubnetIds = application?.network.privateSubnetIds;
export const ecrRepositoryUrl = application?.image.repositoryUrl;
export const imageUri = application?.image.imageUri;
export const ecsClusterName = application?.clusterName;
export const ecsServiceName = application?.serviceName;
/** Absent where the trail is somebody else's. */
export const trailArn = trail.arn;
export const trailLogGroupName = trail.logGroupName;
export const { metricFilterNames, metricFilterPatterns, alarmNames, dashboardUrl } = monitoring;
export const alarmTopicArn = monitoring.topicArn;
