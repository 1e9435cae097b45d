import type { AwsError } from '../endpoint/aws-error.ts';
import type { ObservedCall } from '../endpoint/observed-call.ts';
import type { CloudTrailRecord, RecordedResource } from './cloudtrail-record.ts';
import { buildRequestParameters } from './request-parameters.ts';
import { buildUserIdentity, recordTime } from './user-identity.ts';

/** What records of 2025 carry. Consumers should not depend on it. */
const eventVersion = '1.11';

/** Bytes of a text that CloudTrail keeps. @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const maxTextBytes = 1024;

/**
 * Errors whose records hold neither parameters nor resources. For a denied call that is recorded fact; for a throttled
 * one no recording was found, and nothing must be read from a record that may not hold it.
 */
const withoutParameters: readonly string[] = ['AccessDeniedException', 'ThrottlingException'];

const capped = (text: string): string => Buffer.from(text).subarray(0, maxTextBytes).toString();

/** A denied call is spelled otherwise in a trail than on the wire. */
const errorCode = (error: AwsError): string =>
  error.name === 'AccessDeniedException' ? 'AccessDenied' : error.name;

const errorOf = (error: AwsError | undefined): Pick<CloudTrailRecord, 'errorCode' | 'errorMessage'> => ({
  ...(error ? { errorCode: errorCode(error) } : {}),
  ...(error?.wireMessage === undefined ? {} : { errorMessage: capped(error.wireMessage) }),
});

function resourcesOf({ eventSource, resourceArn }: ObservedCall): readonly RecordedResource[] {
  if (resourceArn === undefined) return [];
  const type = eventSource === 'kms.amazonaws.com' ? 'AWS::KMS::Key' : 'AWS::SecretsManager::Secret';
  return [{ accountId: resourceArn.split(':')[4] ?? '', type, ARN: resourceArn }];
}

/**
 * The CloudTrail record of a call. All simulated operations are read-only management events without response elements;
 * plaintext and ciphertext have no place in it, encryption contexts stand in it in clear text. The composite of an ECS
 * task role and a KMS call follows from recorded parts; as one record it has not been compared with AWS's.
 * @param eventId unique per record; the request id is not, because one request may leave several.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html
 */
export function buildRecord(observed: ObservedCall, eventId: string): CloudTrailRecord {
  const { call, error, invokedBy } = observed;
  const bare = error !== undefined && withoutParameters.includes(error.name);
  const resources = bare ? [] : resourcesOf(observed);
  return {
    eventVersion,
    userIdentity: buildUserIdentity(call.caller, invokedBy),
    eventTime: recordTime(call.timeMs),
    eventSource: observed.eventSource,
    eventName: observed.operation,
    awsRegion: call.region,
    sourceIPAddress: invokedBy ?? call.sourceIp,
    userAgent: capped(invokedBy ?? call.userAgent),
    ...errorOf(error),
    requestParameters: bare ? null : buildRequestParameters(observed.operation, observed.input),
    responseElements: null,
    ...(error === undefined && observed.keyMaterialId !== undefined
      ? { additionalEventData: { keyMaterialId: observed.keyMaterialId } }
      : {}),
    requestID: call.requestId,
    eventID: eventId,
    readOnly: true,
    ...(resources.length === 0 ? {} : { resources }),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: call.caller.principal.accountId,
    eventCategory: 'Management',
    ...(invokedBy === undefined && call.vpcEndpointId !== undefined
      ? { vpcEndpointId: call.vpcEndpointId }
      : {}),
  };
}
