import { writeAwsJson } from './aws-json.ts';
import { buildEmailBody } from './email-body.ts';
import { buildSnsMessage } from './sns-message.ts';
import { buildSnsSubject } from './sns-subject.ts';
import type { AlarmTransition } from './alarm-transition.ts';

/** What CloudWatch hands to `sns:Publish`. */
export interface SnsPublication {
  readonly Subject: string;
  readonly MessageStructure: 'json';
  /** A JSON text with one text per protocol: `default`, `sms` and `email`. Alarm history keeps it. */
  readonly Message: string;
}

/** Publishes a transition to one of its SNS actions. Of the short message's own cutting of long names nothing is simulated. */
export function buildSnsPublication(transition: AlarmTransition): SnsPublication {
  const Subject = buildSnsSubject(transition);
  const Message = writeAwsJson({
    default: buildSnsMessage(transition),
    sms: Subject,
    email: buildEmailBody(transition),
  });
  return { Subject, MessageStructure: 'json', Message };
}
