import type { AlarmTransition } from '../../cloudwatch/alarm/index.ts';
import type { CloudTrailRecord } from '../cloudtrail/cloudtrail-record.ts';
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
      readonly filterName: string;
      readonly event: StoredLogEvent;
    }
  /** The service wrote a line, which is in its log group now. */
  | { readonly kind: 'line'; readonly atMs: number; readonly event: StoredLogEvent }
  | { readonly kind: 'transition'; readonly atMs: number; readonly transition: AlarmTransition }
  | {
      readonly kind: 'mail';
      readonly atMs: number;
      readonly mail: Mail;
      readonly file: string;
      /** What the mail tells of. */
      readonly transition: AlarmTransition;
    };
