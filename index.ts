import * as pulumi from '@pulumi/pulumi';
import { detections as catalogue } from './detections/index.ts';
import { AccessLogs } from './infra/access-logs.ts';
import { readAccount } from './infra/account.ts';
import { AuditTrail } from './infra/audit-trail.ts';
import { readSettings } from './infra/config.ts';
import { Dashboard } from './infra/dashboard.ts';
import { declareApplication } from './infra/declare-application.ts';
import { planDetections } from './infra/detection-plan.ts';
import { Detections } from './infra/detections.ts';
import { MonitoringKeys } from './infra/monitoring-keys.ts';
import { Names } from './infra/names.ts';
import { Notifications } from './infra/notifications.ts';
import { watchedRoles } from './infra/watched-roles.ts';

const settings = readSettings();
const {
  deployApplication,
  trailLogGroupName: existingLogGroup,
  logRetentionDays,
  deletionProtection,
} = settings;
const createTrail = existingLogGroup === undefined;
const account = await readAccount();
const names = new Names(pulumi.getProject(), pulumi.getStack(), account);

const keys = new MonitoringKeys('keys', {
  account,
  names,
  administratorArns: settings.keyAdministratorArns,
  deletionWindowDays: settings.kmsDeletionWindowDays,
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
const roles = watchedRoles(deployApplication ? names.taskRoleArn : undefined, settings.monitorRoleArns);
const plan = planDetections(catalogue, { names, roles, ...settings });
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
  logGroupName: trail.logGroupName,
  topicArn: notifications.topicArn,
});
const dashboard = new Dashboard('dashboard', { account, names, plan });

export const awsRegion = account.region;
/** From here to `imageUri`: absent where `deployApplication` is false. */
export const applicationEndpoint = application?.endpoint;
export const ecsTaskRoleArn = application?.taskRoleArn;
export const kmsKeyArn = application?.keyArn;
export const vpcId = application?.network.vpcId;
export const publicSubnetIds = application?.network.publicSubnetIds;
export const privateSubnetIds = application?.network.privateSubnetIds;
export const ecrRepositoryUrl = application?.image.repositoryUrl;
export const imageUri = application?.image.imageUri;
/** Absent where the trail is somebody else's. */
export const trailArn = trail.arn;
export const trailLogGroupName = trail.logGroupName;
export const { metricFilterNames, alarmNames } = detections;
export const alarmTopicArn = notifications.topicArn;
export const dashboardUrl = dashboard.url;
