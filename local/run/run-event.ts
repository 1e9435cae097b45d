import type { AlarmTransition } from '../../cloudwatch/alarm/index.ts';
import type { CloudTrailRecord } from '../cloudtrail/cloudtrail-record.ts';
import type { Untold } from '../evidence/fast-path.ts';
import type { DescribedCall } from '../endpoint/describe-call.ts';
import type { StoredLogEvent } from '../logs/log-groups.ts';
import type { Mail } from '../notifications/mailbox.ts';

/** What happens in a local run, in the order a wrong key passes through it. */
export type RunEvent =
  | {
      readonly kind: 'call';
      readonly atMs: number;
      readonly call: DescribedCall;
      /** What CloudTrail makes of it. */
      readonly record: CloudTrailRecord;
    }
  | {
      readonly kind: 'unrecorded';
      readonly atMs: number;
      readonly record: CloudTrailRecord;
      readonly because: string;
    }
  | { readonly kind: 'delivery'; readonly atMs: number; readonly event: StoredLogEvent }
  | {
      readonly kind: 'match';
      readonly atMs: number;
      /** All that match it, by name: resources are declared in any order. */
      readonly filterNames: readonly string[];
      readonly event: StoredLogEvent;
    }
  /** Rules of the fast path found a record, which waits for the function now. */
  | {
      readonly kind: 'rule-match';
      readonly atMs: number;
      readonly ruleNames: readonly string[];
      readonly record: CloudTrailRecord;
    }
  /** The function told nobody of records that the fast path found. */
  | ({ readonly kind: 'untold'; readonly atMs: number } & Untold)
  /** The service wrote a line, which is in its log group now. */
  | { readonly kind: 'line'; readonly atMs: number; readonly event: StoredLogEvent }
  | { readonly kind: 'transition'; readonly atMs: number; readonly transition: AlarmTransition }
  | ({
      readonly kind: 'mail';
      readonly atMs: number;
      readonly mail: Mail;
      readonly file: string;
    } & MailSubject);

/** What a mail tells of. */
export interface MailSubject {
  readonly alarmName: string;
  /** `undefined`: the fast path tells of records that the alarm may not have counted yet. */
  readonly transition: AlarmTransition | undefined;
}
