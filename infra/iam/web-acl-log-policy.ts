import type { Account } from '../account.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

/**
 * Lets AWS's log delivery, which WAF uses, write to the web ACL's log group. Declared, because WAF would make a
 * policy by itself and leave it behind.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
 */
export function webAclLogPolicy(
  { partition, accountId, region }: Account,
  logGroupArn: string,
): PolicyDocument {
  return policyDocument({
    Sid: 'WriteWebAclLog',
    Effect: 'Allow',
    Principal: { Service: 'delivery.logs.amazonaws.com' },
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: `${logGroupArn}:log-stream:*`,
    Condition: {
      StringEquals: { 'aws:SourceAccount': accountId },
      ArnLike: { 'aws:SourceArn': `arn:${partition}:logs:${region}:${accountId}:*` },
    },
  });
}
