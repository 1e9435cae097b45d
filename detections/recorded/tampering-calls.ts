import type { CloudTrailRecord, NearMiss, RecordedEvent, Recording } from '../detection.ts';
import type { MonitoringSubject } from '../subjects.ts';
import { by, root, through, user } from './identities.ts';
import { fromSource } from './kms-records.ts';
import { denied, managementEvent } from './management-events.ts';

/** What is asked for, and what is answered where that names the subject. */
export type Call = readonly [
  eventName: string,
  requestParameters: CloudTrailRecord,
  responseElements?: CloudTrailRecord,
];

/** Calls to one service, by event name. */
export interface Calls {
  readonly eventSource: string;
  /** Each event that counts, about the subject. */
  readonly ours: readonly Call[];
  /** The same about something else, one for each way of naming. */
  readonly others: readonly Call[];
  /** An event that does not count. */
  readonly harmless: string;
  readonly arn: string;
  readonly otherArn: string;
  /** What else the message of a denied call may name the subject by. */
  readonly otherNames?: readonly string[];
  /** Those of `ours` that name nothing but the whole account: in another region or account they are somebody else's. */
  readonly ofPlace?: readonly Call[];
  /** Events of the whole account, of which a denied one names nothing but the action. */
  readonly deniedWithoutArn?: readonly string[];
  /** How the clause is called that names the subject. */
  readonly namedBy: string;
}

/** The calls by several principals and refused ones, and what comes near them. */
export function recordingOf(subject: MonitoringSubject, calls: Calls): Recording<'monitoring'> {
  const { eventSource, ours, others } = calls;
  const event = ([eventName, requestParameters, responseElements]: Call): CloudTrailRecord =>
    managementEvent({
      eventSource,
      eventName,
      requestParameters,
      responseElements: responseElements ?? null,
    });
  const [firstCall = ['', {}] as const] = ours;
  const [eventName, parameters] = firstCall;
  const first = event(firstCall);
  const deniedInAccount = (calls.deniedWithoutArn ?? []).map((name) => ({
    event: `somebody is denied ${name}`,
    record: denied({ eventSource, eventName: name }, '*'),
  }));
  const ofPlace = (calls.ofPlace ?? []).map((call) => ({ event: described(call), record: event(call) }));
  const matches: readonly [RecordedEvent, ...RecordedEvent[]] = [
    { event: `an IAM user calls ${eventName}`, record: by(first, user) },
    { event: `the account itself calls ${eventName}`, record: by(first, root) },
    {
      event: `somebody lets CloudFormation call ${eventName}`,
      record: through(first, 'cloudformation.amazonaws.com'),
    },
    ...ours.map((call) => ({ event: described(call), record: event(call) })),
    ...[calls.arn, ...(calls.otherNames ?? [])].map((resource) => ({
      event: `somebody is denied ${eventName} of ${resource}`,
      record: denied({ eventSource, eventName }, resource),
    })),
    ...deniedInAccount,
  ];
  const nearMisses: readonly [NearMiss, ...NearMiss[]] = [
    {
      event: `a person calls ${calls.harmless}`,
      refusedBy: '$.eventName',
      record: event([calls.harmless, parameters]),
    },
    ...others.map((call) => ({ event: described(call), refusedBy: calls.namedBy, record: event(call) })),
    {
      event: `somebody is denied ${eventName} of another`,
      refusedBy: calls.namedBy,
      record: denied({ eventSource, eventName }, calls.otherArn),
    },
    ...[...ofPlace, ...deniedInAccount].flatMap((each) => elsewhere(each, calls.namedBy)),
    {
      event: 'another service has an event of that name',
      refusedBy: '$.eventSource',
      record: fromSource(first, 'example.amazonaws.com'),
    },
  ];
  return { subject, matches, nearMisses };
}

/** The same in another region, and in another account whose records arrive in the same log group. */
function elsewhere({ event, record }: RecordedEvent, refusedBy: string): readonly NearMiss[] {
  return [
    { event: `${event} in another region`, refusedBy, record: { ...record, awsRegion: 'eu-west-1' } },
    {
      event: `${event} in another account`,
      refusedBy,
      record: { ...record, recipientAccountId: '444455556666' },
    },
  ];
}

function described([eventName, requestParameters, responseElements]: Call): string {
  const answer = responseElements === undefined ? '' : `, answered ${JSON.stringify(responseElements)}`;
  return `a person calls ${eventName} with ${JSON.stringify(requestParameters)}${answer}`;
}
