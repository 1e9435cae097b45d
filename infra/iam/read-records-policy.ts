import { policyDocument, type PolicyDocument } from './policy-document.ts';

/** What the evidence function may do with the queue of the fast path. @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export function readRecordsPolicy(queueArn: string): PolicyDocument {
  return policyDocument({
    Sid: 'ReadRecords',
    Effect: 'Allow',
    Action: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    Resource: queueArn,
  });
}
