import type { CloudTrailRecord, NearMiss, RecordedEvent, Recording } from '../detection.ts';
import { awsService, by, root, through, user } from './identities.ts';
import { fromSource, recordedKeyArn } from './kms-records.ts';
import { denied, managementEvent } from './management-events.ts';

const eventSource = 'kms.amazonaws.com';
const aliasArn = 'arn:aws:kms:us-east-1:111122223333:alias/keywatch-example-application';
const otherKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/99999999-12ab-34cd-56ef-1234567890ab';
const keyId = recordedKeyArn.split('/')[1];

const keyResource = (ARN: string): CloudTrailRecord => ({
  accountId: '111122223333',
  type: 'AWS::KMS::Key',
  ARN,
});
const aliasResource: CloudTrailRecord = {
  accountId: '111122223333',
  type: 'AWS::KMS::Alias',
  ARN: aliasArn,
};

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html */
function onKey(
  eventName: string,
  parameters: CloudTrailRecord = {},
  resources = [keyResource(recordedKeyArn)],
): CloudTrailRecord {
  return managementEvent({ eventSource, eventName, requestParameters: { keyId, ...parameters }, resources });
}

const createGrant = onKey('CreateGrant', {
  granteePrincipal: 'arn:aws:iam::444455556666:root',
  operations: ['Decrypt'],
});

const deleteAlias = managementEvent({
  eventSource,
  eventName: 'DeleteAlias',
  requestParameters: { aliasName: 'alias/keywatch-example-application' },
  resources: [aliasResource, keyResource(recordedKeyArn)],
});

const matches: readonly [RecordedEvent, ...RecordedEvent[]] = [
  { event: 'a person disables the key', record: onKey('DisableKey') },
  { event: 'a person orders its deletion', record: onKey('ScheduleKeyDeletion', { pendingWindowInDays: 7 }) },
  {
    event: 'a person changes its policy',
    record: onKey('PutKeyPolicy', { policyName: 'default', policy: '{}' }),
  },
  { event: 'a person gives a grant', record: createGrant },
  { event: 'a person retires a grant', record: onKey('RetireGrant', { grantId: 'abcdef' }) },
  { event: 'a person revokes a grant', record: onKey('RevokeGrant', { grantId: 'abcdef' }) },
  { event: 'a person imports material', record: onKey('ImportKeyMaterial') },
  { event: 'a person deletes imported material', record: onKey('DeleteImportedKeyMaterial') },
  { event: 'a person replicates the key', record: onKey('ReplicateKey', { replicaRegion: 'eu-west-1' }) },
  {
    event: 'a person points the alias of another key at it',
    record: onKey('UpdateAlias', {}, [aliasResource, keyResource(recordedKeyArn)]),
  },
  { event: 'a person deletes its alias', record: deleteAlias },
  { event: 'a person stops its rotation', record: onKey('DisableKeyRotation') },
  { event: 'an IAM user disables it', record: by(onKey('DisableKey'), user) },
  { event: 'the account itself disables it', record: by(onKey('DisableKey'), root) },
  {
    event: 'somebody lets CloudFormation order its deletion',
    record: through(onKey('ScheduleKeyDeletion'), 'cloudformation.amazonaws.com'),
  },
  {
    event: 'somebody is denied its deletion',
    record: denied({ eventSource, eventName: 'ScheduleKeyDeletion' }, recordedKeyArn),
  },
];

const keyClause = '$.resources[*].ARN or $.errorMessage';
const whatClause = '$.eventName or $.userIdentity.invokedBy';

const nearMisses: readonly [NearMiss, ...NearMiss[]] = [
  { event: 'a person looks at the key', refusedBy: whatClause, record: onKey('DescribeKey') },
  {
    event: 'RDS gives itself a grant for a person who makes a database',
    refusedBy: whatClause,
    record: through(createGrant, 'rds.amazonaws.com'),
  },
  {
    event: 'a service retires its grant',
    refusedBy: whatClause,
    record: by(onKey('RetireGrant'), awsService),
  },
  {
    event: 'a person disables another key',
    refusedBy: keyClause,
    record: onKey('DisableKey', {}, [keyResource(otherKeyArn)]),
  },
  {
    event: 'somebody is denied the deletion of another key',
    refusedBy: keyClause,
    record: denied({ eventSource, eventName: 'ScheduleKeyDeletion' }, otherKeyArn),
  },
  {
    event: 'another service has an event of that name',
    refusedBy: '$.eventSource',
    record: fromSource(onKey('DisableKey'), 'payment-cryptography.amazonaws.com'),
  },
];

const aliasTaken: RecordedEvent = {
  event: 'a person points its alias at another key',
  record: managementEvent({
    eventSource,
    eventName: 'UpdateAlias',
    requestParameters: { aliasName: 'alias/keywatch-example-application', targetKeyId: otherKeyArn },
    resources: [aliasResource, keyResource(otherKeyArn)],
  }),
};

const aliasDenied: RecordedEvent = {
  event: 'somebody is denied to delete its alias',
  record: denied({ eventSource, eventName: 'DeleteAlias' }, aliasArn),
};

/** A key with its alias, and one whose aliases are not known. */
export const keyAdministrationRecordings: readonly [Recording<'key'>, ...Recording<'key'>[]] = [
  {
    subject: { keyArn: recordedKeyArn, aliasArn },
    matches: [...matches, aliasTaken, aliasDenied],
    nearMisses,
  },
  {
    subject: { keyArn: recordedKeyArn, aliasArn: undefined },
    matches,
    nearMisses: [
      ...nearMisses,
      { ...aliasTaken, refusedBy: keyClause },
      { ...aliasDenied, refusedBy: keyClause },
    ],
  },
];
