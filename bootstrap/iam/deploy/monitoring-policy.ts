import { arnIn, logGroupArns, type DeployTarget } from '../../deploy-target.ts';
import { policyDocument, type PolicyDocument, type Statement } from '../policy-document.ts';

/** The stack's trail, log groups, alarms, dashboard and topic; and what the smoke test reads of them. */
export function monitoringPolicy(target: DeployTarget): PolicyDocument {
  return policyDocument(
    manageTrail(target),
    manageLogGroups(target),
    {
      Sid: 'DeliverAndQueryLogs',
      Effect: 'Allow',
      Action: [
        'logs:CreateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:DeleteQueryDefinition',
        'logs:DeleteResourcePolicy',
        'logs:GetLogDelivery',
        'logs:ListLogDeliveries',
        'logs:PutQueryDefinition',
        'logs:PutResourcePolicy',
        'logs:UpdateLogDelivery',
      ],
      Resource: '*',
    },
    manageAlarms(target),
    manageTopic(target),
  );
}

/** Never StopLogging: nothing declared needs it. */
function manageTrail(target: DeployTarget): Statement {
  return {
    Sid: 'ManageTrail',
    Effect: 'Allow',
    Action: [
      'cloudtrail:AddTags',
      'cloudtrail:CreateTrail',
      'cloudtrail:PutEventSelectors',
      'cloudtrail:RemoveTags',
      'cloudtrail:StartLogging',
      'cloudtrail:UpdateTrail',
    ],
    Resource: arnIn(target, 'cloudtrail', `trail/${target.prefix}-*`),
  };
}

/** The smoke test looks for its own calls in the trail's log group. */
function manageLogGroups(target: DeployTarget): Statement {
  return {
    Sid: 'ManageLogGroups',
    Effect: 'Allow',
    Action: [
      'logs:AssociateKmsKey',
      'logs:CreateLogGroup',
      'logs:DeleteMetricFilter',
      'logs:DeleteRetentionPolicy',
      'logs:DisassociateKmsKey',
      'logs:FilterLogEvents',
      'logs:PutMetricFilter',
      'logs:PutRetentionPolicy',
      'logs:TagResource',
      'logs:UntagResource',
    ],
    Resource: logGroupArns(target).flatMap((arn) => (arn.endsWith('*') ? [arn] : [arn, `${arn}:*`])),
  };
}

function manageAlarms(target: DeployTarget): Statement {
  const { partition, accountId, prefix, alarmNames } = target;
  return {
    Sid: 'ManageAlarms',
    Effect: 'Allow',
    Action: [
      'cloudwatch:DeleteAlarms',
      'cloudwatch:DeleteDashboards',
      'cloudwatch:DescribeAlarmHistory',
      'cloudwatch:PutDashboard',
      'cloudwatch:PutMetricAlarm',
      'cloudwatch:TagResource',
      'cloudwatch:UntagResource',
    ],
    Resource: [
      ...[`${prefix}-*`, ...alarmNames].map((name) => arnIn(target, 'cloudwatch', `alarm:${name}`)),
      `arn:${partition}:cloudwatch::${accountId}:dashboard/${prefix}-*`,
    ],
  };
}

function manageTopic(target: DeployTarget): Statement {
  return {
    Sid: 'ManageTopic',
    Effect: 'Allow',
    Action: [
      'sns:CreateTopic',
      'sns:DeleteTopic',
      'sns:SetSubscriptionAttributes',
      'sns:SetTopicAttributes',
      'sns:Subscribe',
      'sns:TagResource',
      'sns:Unsubscribe',
      'sns:UntagResource',
    ],
    Resource: [`${target.prefix}-*`, ...target.topicNames].map((name) => arnIn(target, 'sns', name)),
  };
}
