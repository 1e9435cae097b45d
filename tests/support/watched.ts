import { Names } from '../../infra/names.ts';
import type { WatchedSubjectsArgs, WatchSettings } from '../../infra/watched.ts';

export const names = new Names('keywatch', 'prod', {
  partition: 'aws',
  accountId: '111122223333',
  region: 'us-east-1',
});

export const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
export const otherKeyArn = 'arn:aws:kms:eu-west-1:444455556666:key/99999999-12ab-34cd-56ef-1234567890ab';

/** A stack with the service and a trail of its own, nothing else. */
export const watchSettings: WatchSettings = {
  deployApplication: true,
  monitorRoleArns: [],
  monitorKeyArns: [],
  monitorOrigins: [],
  keyAdministratorArns: [],
  previousKeyArns: [],
  trailLogGroupName: undefined,
  alarmTopicName: undefined,
  containerInsights: true,
  waf: true,
  evidenceChannels: [],
  evidenceWebhookSecretArn: undefined,
  evidenceSlackSecretArn: undefined,
  fastPath: false,
  detections: {},
};

/** What such a stack knows of itself, with everything that AWS decides known. */
export const watchedArgs: WatchedSubjectsArgs = {
  names,
  settings: watchSettings,
  taskOrigin: { sourceAddresses: ['192.0.2.10'], vpcEndpointIds: [] },
  keyArns: { application: keyArn, storage: keyArn, audit: keyArn, notifications: keyArn },
};
