import type { Account } from '../account.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

/**
 * Lets ECS give a role to tasks of this account and region, and to nobody else's.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function ecsTaskTrustPolicy({ partition, accountId, region }: Account): PolicyDocument {
  return policyDocument({
    Sid: 'AssumedByTasks',
    Effect: 'Allow',
    Principal: { Service: 'ecs-tasks.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: { 'aws:SourceAccount': accountId },
      ArnLike: { 'aws:SourceArn': `arn:${partition}:ecs:${region}:${accountId}:*` },
    },
  });
}
