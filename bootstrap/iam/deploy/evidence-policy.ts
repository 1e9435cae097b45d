import { arnIn, type DeployTarget } from '../../deploy-target.ts';
import { policyDocument, type PolicyDocument, type Statement } from '../policy-document.ts';

/** What explains the stack's alarms: the rules of EventBridge, the function, its queues and its table. */
export function evidencePolicy(target: DeployTarget): PolicyDocument {
  return policyDocument(...manageFunction(target), ...manageQueuesAndTable(target));
}

function manageFunction(target: DeployTarget): Statement[] {
  const { prefix } = target;
  return [
    {
      Sid: 'ManageRules',
      Effect: 'Allow',
      Action: [
        'events:DeleteRule',
        'events:PutRule',
        'events:PutTargets',
        'events:RemoveTargets',
        'events:TagResource',
        'events:UntagResource',
      ],
      Resource: arnIn(target, 'events', `rule/${prefix}-*`),
    },
    {
      Sid: 'ManageFunction',
      Effect: 'Allow',
      Action: [
        'lambda:AddPermission',
        'lambda:CreateFunction',
        'lambda:DeleteFunction',
        'lambda:DeleteFunctionConcurrency',
        'lambda:RemovePermission',
        'lambda:TagResource',
        'lambda:UntagResource',
        'lambda:UpdateFunctionCode',
        'lambda:UpdateFunctionConfiguration',
      ],
      Resource: arnIn(target, 'lambda', `function:${prefix}-*`),
    },
    {
      Sid: 'ManageQueueReader',
      Effect: 'Allow',
      Action: [
        'lambda:CreateEventSourceMapping',
        'lambda:DeleteEventSourceMapping',
        'lambda:UpdateEventSourceMapping',
      ],
      Resource: '*',
      Condition: {
        ArnLike: { 'lambda:FunctionArn': arnIn(target, 'lambda', `function:${prefix}-*`) },
      },
    },
    {
      Sid: 'TagQueueReader',
      Effect: 'Allow',
      Action: ['lambda:ListTags', 'lambda:TagResource', 'lambda:UntagResource'],
      Resource: arnIn(target, 'lambda', 'event-source-mapping:*'),
    },
  ];
}

function manageQueuesAndTable(target: DeployTarget): Statement[] {
  const { prefix } = target;
  return [
    {
      Sid: 'ManageQueues',
      Effect: 'Allow',
      Action: [
        'sqs:CreateQueue',
        'sqs:DeleteQueue',
        'sqs:SetQueueAttributes',
        'sqs:TagQueue',
        'sqs:UntagQueue',
      ],
      Resource: arnIn(target, 'sqs', `${prefix}-*`),
    },
    {
      Sid: 'ManageIncidents',
      Effect: 'Allow',
      Action: [
        'dynamodb:CreateTable',
        'dynamodb:DeleteTable',
        'dynamodb:TagResource',
        'dynamodb:UntagResource',
        'dynamodb:UpdateTable',
        'dynamodb:UpdateTimeToLive',
      ],
      Resource: arnIn(target, 'dynamodb', `table/${prefix}-*`),
    },
  ];
}
