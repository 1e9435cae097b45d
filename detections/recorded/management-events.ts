import type { CloudTrailRecord } from '../detection.ts';
import { person } from './identities.ts';

/** What tells one management event from another. */
export interface ManagementEvent {
  readonly eventSource: string;
  readonly eventName: string;
  readonly requestParameters: CloudTrailRecord | null;
  readonly responseElements?: CloudTrailRecord | null;
  readonly resources?: readonly CloudTrailRecord[];
}

/**
 * A write event by a person, with the field set of AWS's samples.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
 */
export function managementEvent(event: ManagementEvent): CloudTrailRecord {
  return {
    eventVersion: '1.11',
    userIdentity: person,
    eventTime: '2026-01-01T00:05:00Z',
    awsRegion: 'us-east-1',
    sourceIPAddress: '198.51.100.77',
    userAgent: 'aws-cli/2.31.0',
    responseElements: null,
    requestID: '7d1b8b5c-0000-4000-8000-1b2c3d4e5f60',
    eventID: '2f9e0c66-0000-4000-8000-605f4e3d2c1b',
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
    ...event,
  };
}

/**
 * The same event refused by IAM. What it was about stands in the message alone, which says the action without the date
 * that Lambda's events carry.
 */
export function denied(
  { eventSource, eventName }: Pick<ManagementEvent, 'eventSource' | 'eventName'>,
  resource: string,
): CloudTrailRecord {
  const action = `${eventSource.replace('monitoring.', 'cloudwatch.').split('.')[0]}:${eventName.replace(/\d{8}(?:v\d+)?$/, '')}`;
  return {
    ...managementEvent({ eventSource, eventName, requestParameters: null }),
    errorCode: 'AccessDenied',
    errorMessage: `User: ${String(person['arn'])} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  };
}
