import type { Waiver } from './profile.ts';

/** What no stack with the application keeps, for reasons that hold in every environment. */
export const waivedEverywhere: readonly Waiver[] = [
  {
    rule: 'trail-delivery-source',
    reason:
      "CloudTrail supports neither aws:SourceArn nor aws:SourceAccount when it takes the delivery role; it takes a role of the trail's own account alone, and the role can write to CloudTrail's streams of one log group and nothing else.",
  },
  {
    rule: 'secret-customer-key',
    reason:
      'The AWS-managed key of Secrets Manager encrypts the database password. A key of our own would need kms:Decrypt for the task role beside the one it is watched for, and the detections would have to tell the two apart.',
  },
  {
    rule: 'database-port',
    reason:
      'A port is no secret to who can reach it: the database has no public address and its security group lets in the tasks alone. Another port costs every person who connects to it a look into the documentation.',
  },
  {
    rule: 'account-alarms',
    reason:
      "These alarms belong to the account, once, and not to each application in it: Security Hub or the account's own baseline watches sign-in, IAM, network and configuration.",
  },
  {
    rule: 'other-trails-alarm',
    reason:
      "trail-change-alarm covers what stops or narrows the stack's own trail (StopLogging, DeleteTrail, UpdateTrail, PutEventSelectors). A trail that is created or switched on takes no sight away, and other trails belong to the account, whose own baseline watches them as it does for account-alarms.",
  },
  {
    rule: 'unmatched-errors-alarm',
    reason:
      'Errors that no detection names (a disabled key, a fault inside KMS) are faults and no attacks: callers get 5xx, for which there is an alarm, kms-key-admin tells who disabled the key, and a saved query lists all errors of KMS. An alarm for the remaining errors would ring in every outage of KMS.',
  },
  {
    rule: 'canary-alarm',
    reason:
      "Nobody sends canaries: that takes a schedule, a function and a use of the watched key that every detection has to leave out. detection-silent tells when for an hour nothing at all arrives in the log group. That the stack's own trail drops only the events of KMS, trail-events refuses before the deployment, monitoring-tampered tells when somebody does it, and npm run doctor finds later. Filters that stop matching while events go on arriving would be noticed by nobody.",
  },
];

/** SNS can't tell whether a mail arrived. */
export const waivedForMail: readonly Waiver[] = [
  {
    rule: 'topic-delivery-status',
    reason:
      "People are told by mail, and SNS logs no delivery status for the protocols email and email-json. CloudWatch notes in each alarm's history whether SNS took the message.",
  },
];
