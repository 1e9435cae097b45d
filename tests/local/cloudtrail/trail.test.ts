import { describe, expect, it } from 'vitest';
import { buildRecord } from '../../../local/cloudtrail/build-record.ts';
import type { FieldSelector } from '../../../local/cloudtrail/event-selectors.ts';
import { type TrailInputs, evaluateRecording, trailLogGroupName } from '../../../local/cloudtrail/trail.ts';
import { region } from '../../support/local-aws.ts';
import { observedDecrypt } from '../../support/observed-call.ts';

const decrypt = buildRecord(observedDecrypt(), 'an event id');
const disableKey = { ...decrypt, eventName: 'DisableKey', readOnly: false };
const getSecret = { ...decrypt, eventSource: 'secretsmanager.amazonaws.com', eventName: 'GetSecretValue' };

const recorded = (trail: TrailInputs, record = decrypt): boolean =>
  evaluateRecording(trail, region, record).recorded;
const because = (trail: TrailInputs, record = decrypt): string => {
  const decision = evaluateRecording(trail, region, record);
  return decision.recorded ? 'recorded' : decision.because;
};

describe('a trail without selectors', () => {
  it('records all management events, read and write', () => {
    expect([decrypt, disableKey, getSecret].map((record) => recorded({}, record))).toEqual([
      true,
      true,
      true,
    ]);
    expect(recorded({ eventSelectors: [], advancedEventSelectors: [] })).toBe(true);
  });

  it('records nothing while logging is off', () => {
    expect(recorded({ enableLogging: true })).toBe(true);
    expect(because({ enableLogging: false })).toBe('enableLogging is false');
  });

  it("records other regions' events only as a multi-Region trail", () => {
    const elsewhere = { ...decrypt, awsRegion: 'us-east-1' };
    expect(recorded({ isMultiRegionTrail: true }, elsewhere)).toBe(true);
    expect(because({}, elsewhere)).toBe(
      'isMultiRegionTrail is not true, and the event is of us-east-1, not ap-southeast-2',
    );
  });
});

describe('a basic event selector', () => {
  it.each<[string, boolean, boolean]>([
    ['All', true, true],
    ['ReadOnly', true, false],
    ['WriteOnly', false, true],
  ])('with readWriteType %s records Decrypt: %s, DisableKey: %s', (readWriteType, read, write) => {
    const trail = { eventSelectors: [{ readWriteType }] };
    expect([recorded(trail), recorded(trail, disableKey)]).toEqual([read, write]);
  });

  it('says why a read or a write event is dropped', () => {
    expect(because({ eventSelectors: [{ readWriteType: 'WriteOnly' }] })).toBe(
      'readWriteType is WriteOnly, but Decrypt is a read event',
    );
    expect(because({ eventSelectors: [{ readWriteType: 'ReadOnly' }] }, disableKey)).toBe(
      'readWriteType is ReadOnly, but DisableKey is a write event',
    );
  });

  it('without management events records none', () => {
    expect(recorded({ eventSelectors: [{ includeManagementEvents: true }] })).toBe(true);
    expect(because({ eventSelectors: [{ includeManagementEvents: false }] })).toBe(
      'includeManagementEvents is false',
    );
  });

  it('that excludes KMS drops its read and write events alike, and no other source', () => {
    const trail = { eventSelectors: [{ excludeManagementEventSources: ['kms.amazonaws.com'] }] };
    expect(because(trail)).toBe('excludeManagementEventSources names kms.amazonaws.com');
    expect([recorded(trail, disableKey), recorded(trail, getSecret)]).toEqual([false, true]);
    expect(recorded({ eventSelectors: [{ excludeManagementEventSources: ['rdsdata.amazonaws.com'] }] })).toBe(
      true,
    );
  });

  it('is enough when one of several takes the event in', () => {
    const blind = { readWriteType: 'WriteOnly' };
    expect(recorded({ eventSelectors: [blind, { readWriteType: 'ReadOnly' }] })).toBe(true);
    expect(because({ eventSelectors: [blind, { includeManagementEvents: false }] })).toBe(
      'readWriteType is WriteOnly, but Decrypt is a read event; includeManagementEvents is false',
    );
  });
});

describe('an advanced event selector', () => {
  const management = { field: 'eventCategory', equals: ['Management'] };
  const withFields = (...fieldSelectors: FieldSelector[]): TrailInputs => ({
    advancedEventSelectors: [{ fieldSelectors }],
  });

  it('of management events records them all', () => {
    expect(recorded(withFields(management))).toBe(true);
  });

  it.each<[string, FieldSelector, boolean, boolean]>([
    ['readOnly true', { field: 'readOnly', equals: ['true'] }, true, false],
    ['readOnly false', { field: 'readOnly', equals: ['false'] }, false, true],
    ['not KMS', { field: 'eventSource', notEquals: ['kms.amazonaws.com'] }, false, false],
    ['not RDS data', { field: 'eventSource', notEquals: ['rdsdata.amazonaws.com'] }, true, true],
  ])('with %s records Decrypt and DisableKey: %#', (_, field, read, write) => {
    const trail = withFields(management, field);
    expect([recorded(trail), recorded(trail, disableKey)]).toEqual([read, write]);
  });

  it('says which field keeps an event out', () => {
    const notKms = { field: 'eventSource', notEquals: ['kms.amazonaws.com'] };
    expect(because(withFields(management, notKms))).toBe(
      "eventSource 'kms.amazonaws.com' fails notEquals kms.amazonaws.com",
    );
    expect(because(withFields(management, { field: 'readOnly', equals: ['false'] }))).toBe(
      "readOnly 'true' fails equals false",
    );
  });

  it('of data events takes no management event in, whatever its other fields', () => {
    const data = { field: 'eventCategory', equals: ['Data'] };
    expect(because(withFields(data, { field: 'resources.type' }))).toBe('eventCategory is not Management');
  });

  it('is enough when one of several takes the event in', () => {
    const reads = { fieldSelectors: [management, { field: 'readOnly', equals: ['true'] }] };
    const writes = { fieldSelectors: [management, { field: 'readOnly', equals: ['false'] }] };
    expect(recorded({ advancedEventSelectors: [writes, reads] })).toBe(true);
  });
});

describe('the log group of a trail', () => {
  const cloudWatchLogsGroupArn = 'arn:aws:logs:ap-southeast-2:111122223333:log-group:keywatch-dev-trail:*';
  const cloudWatchLogsRoleArn = 'arn:aws:iam::111122223333:role/keywatch-dev-trail';

  it('is read from its ARN, with or without the stream wildcard', () => {
    expect(trailLogGroupName({ cloudWatchLogsGroupArn, cloudWatchLogsRoleArn })).toBe('keywatch-dev-trail');
    const bare = cloudWatchLogsGroupArn.replace(':*', '');
    expect(trailLogGroupName({ cloudWatchLogsGroupArn: bare, cloudWatchLogsRoleArn })).toBe(
      'keywatch-dev-trail',
    );
  });

  it('is none without an ARN, with an ARN of something else, or without a role that may write', () => {
    expect(trailLogGroupName({ cloudWatchLogsRoleArn })).toBeUndefined();
    expect(
      trailLogGroupName({ cloudWatchLogsRoleArn, cloudWatchLogsGroupArn: cloudWatchLogsRoleArn }),
    ).toBeUndefined();
    expect(trailLogGroupName({ cloudWatchLogsGroupArn })).toBeUndefined();
  });

  it.each([
    ['something before it', `x${cloudWatchLogsGroupArn}`],
    ['a log stream behind it', cloudWatchLogsGroupArn.replace('*', 'log-stream:one')],
    ['no partition', cloudWatchLogsGroupArn.replace(':aws:', '::')],
    ['no region', cloudWatchLogsGroupArn.replace('ap-southeast-2', '')],
    ['an account of eleven digits', cloudWatchLogsGroupArn.replace('111122223333', '11112222333')],
    ['an account of thirteen digits', cloudWatchLogsGroupArn.replace('111122223333', '1111222233334')],
    ['no name', cloudWatchLogsGroupArn.replace('keywatch-dev-trail', '')],
  ])('is none with an ARN that has %s', (_, arn) => {
    expect(trailLogGroupName({ cloudWatchLogsRoleArn, cloudWatchLogsGroupArn: arn })).toBeUndefined();
  });
});
