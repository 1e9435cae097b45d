import * as pulumi from '@pulumi/pulumi';
import { detections as catalogue } from './detections/index.ts';
import { AccessLogs } from './infra/access-logs.ts';
import { readAccount } from './infra/account.ts';
import { AuditTrail } from './infra/audit-trail.ts';
import { readSettings } from './infra/config.ts';
import { Dashboard } from './infra/dashboard.ts';
import { databaseEventSourceArns } from './infra/database-events.ts';
import { declareApplication } from './infra/declare-application.ts';
import { planDetections } from './infra/detection-plan.ts';
import { Detections } from './infra/detections.ts';
import { Health } from './infra/health.ts';
import { healthAlarmNames } from './infra/health-alarms.ts';
import { MonitoringKeys } from './infra/monitoring-keys.ts';
import { Names } from './infra/names.ts';
import { Notifications } from './infra/notifications.ts';
import { protectData } from './infra/protect-data.ts';
import { SavedQueries } from './infra/saved-queries.ts';
import { watchedSubjects } from './infra/watched-subjects.ts';

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
const watched = watchedSubjects({
  names,
  settings,
  taskOrigin: application?.taskOrigin,
  keyArns: { ...application?.keyArns, audit: keys.audit.arn, notifications: keys.notifications.arn },
});
const { planned: plan, leftOut } = planDetections(catalogue, { names, watched, ...settings });
for (const sentence of leftOut) await pulumi.log.warn(sentence);
const notifications = new Notifications('notifications', {
  account,
  names,
  topicName: settings.alarmTopicName,
  kmsKeyArn: keys.notifications.arn,
  alertEmail: settings.alertEmail,
  publishingAlarms: [
    ...plan.map(({ alarmName }) => alarmName),
    ...(deployApplication ? healthAlarmNames(names) : []),
  ],
  databaseEventSourceArns: databaseEvents ? databaseEventSourceArns(names) : [],
});
const detections = new Detections('detections', {
  plan,
  logGroupName: trail.logGroupName,
  topicArn: notifications.topicArn,
});
const health = application
  ? new Health('health', { names, subject: application.health, topicArn: notifications.topicArn })
  : undefined;
new SavedQueries('queries', {
  names,
  plan,
  trailLogGroupName: trail.logGroupName,
  serviceLogGroupName: application?.logGroupName,
});
const dashboard = new Dashboard('dashboard', { account, names, plan });

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
export const { metricFilterNames, metricFilterPatterns } = detections;
/** Of attacks first, then of the service's health. */
export const alarmNames = pulumi
  .all([detections.alarmNames, health?.alarmNames ?? []])
  .apply((names) => names.flat());
export const alarmTopicArn = notifications.topicArn;
export const dashboardUrl = dashboard.url;
