import { keyAdministration, type KeyAdministration } from './key-administration.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

/**
 * The key of the alarm topic. CloudWatch must be named: it can't use SNS's AWS-managed key, and without this
 * statement every alarm would fire into nothing.
 * @see https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
 */
export function topicKeyPolicy(args: KeyAdministration): PolicyDocument {
  return policyDocument(...keyAdministration(args), {
    Sid: 'PublishAlarms',
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceAccount': args.accountId } },
  });
}
