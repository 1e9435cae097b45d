import { arnIn, type DeployTarget } from '../../deploy-target.ts';
import { policyDocument, type PolicyDocument, type Statement } from '../policy-document.ts';

/** The stack's service: image, cluster, load balancer, autoscaling, web ACL. */
export function applicationPolicy(target: DeployTarget): PolicyDocument {
  return policyDocument(
    manageCluster(target),
    { ...anyResource, Sid: 'RetireTaskDefinitions', Action: 'ecs:DeregisterTaskDefinition' },
    manageLoadBalancer(target),
    manageAutoscaling(target),
    letAutoscalingMakeAlarms(target),
    manageWebAcl(target),
    { ...anyResource, Sid: 'AttachWebAcl', Action: 'elasticloadbalancing:SetWebACL' },
    pushImages(target),
  );
}

/** For actions that take no narrower resource. @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const anyResource = { Effect: 'Allow', Resource: '*' } as const;

function manageCluster(target: DeployTarget): Statement {
  const { prefix } = target;
  return {
    Sid: 'ManageCluster',
    Effect: 'Allow',
    Action: [
      'ecs:CreateCluster',
      'ecs:CreateService',
      'ecs:DeleteCluster',
      'ecs:DeleteService',
      'ecs:PutClusterCapacityProviders',
      'ecs:RegisterTaskDefinition',
      'ecs:StopServiceDeployment',
      'ecs:TagResource',
      'ecs:UntagResource',
      'ecs:UpdateCluster',
      'ecs:UpdateClusterSettings',
      'ecs:UpdateService',
    ],
    Resource: [
      `cluster/${prefix}-*`,
      `service/${prefix}-*`,
      `service-deployment/${prefix}-*`,
      `task-definition/${prefix}-*`,
    ].map((resource) => arnIn(target, 'ecs', resource)),
  };
}

function manageLoadBalancer(target: DeployTarget): Statement {
  const { prefix } = target;
  return {
    Sid: 'ManageLoadBalancer',
    Effect: 'Allow',
    Action: [
      'elasticloadbalancing:AddTags',
      'elasticloadbalancing:CreateListener',
      'elasticloadbalancing:CreateLoadBalancer',
      'elasticloadbalancing:CreateTargetGroup',
      'elasticloadbalancing:DeleteListener',
      'elasticloadbalancing:DeleteLoadBalancer',
      'elasticloadbalancing:DeleteTargetGroup',
      'elasticloadbalancing:ModifyListener',
      'elasticloadbalancing:ModifyListenerAttributes',
      'elasticloadbalancing:ModifyLoadBalancerAttributes',
      'elasticloadbalancing:ModifyTargetGroup',
      'elasticloadbalancing:ModifyTargetGroupAttributes',
      'elasticloadbalancing:RemoveTags',
      'elasticloadbalancing:SetIpAddressType',
      'elasticloadbalancing:SetSecurityGroups',
      'elasticloadbalancing:SetSubnets',
    ],
    Resource: [`loadbalancer/app/${prefix}-*`, `listener/app/${prefix}-*`, `targetgroup/${prefix}-*`].map(
      (resource) => arnIn(target, 'elasticloadbalancing', resource),
    ),
  };
}

/** A scalable target's ARN holds an id of AWS's choice; what it scales is limited to ECS services. */
function manageAutoscaling(target: DeployTarget): Statement {
  return {
    Sid: 'ManageAutoscaling',
    Effect: 'Allow',
    Action: [
      'application-autoscaling:DeleteScalingPolicy',
      'application-autoscaling:DeregisterScalableTarget',
      'application-autoscaling:PutScalingPolicy',
      'application-autoscaling:RegisterScalableTarget',
      'application-autoscaling:TagResource',
      'application-autoscaling:UntagResource',
    ],
    Resource: arnIn(target, 'application-autoscaling', 'scalable-target/*'),
    Condition: { StringEqualsIfExists: { 'application-autoscaling:service-namespace': 'ecs' } },
  };
}

/**
 * A scaling policy makes alarms of its own, on CPU use. Application Auto Scaling refuses it to who could not make
 * them himself. @see https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_permission_validation.html
 */
function letAutoscalingMakeAlarms(target: DeployTarget): Statement {
  return {
    Sid: 'LetAutoscalingMakeAlarms',
    Effect: 'Allow',
    Action: ['cloudwatch:DeleteAlarms', 'cloudwatch:PutMetricAlarm'],
    Resource: arnIn(target, 'cloudwatch', `alarm:TargetTracking-service/${target.prefix}-*`),
  };
}

function manageWebAcl(target: DeployTarget): Statement {
  const { partition, region, prefix } = target;
  return {
    Sid: 'ManageWebAcl',
    Effect: 'Allow',
    Action: [
      'wafv2:AssociateWebACL',
      'wafv2:CreateWebACL',
      'wafv2:DeleteLoggingConfiguration',
      'wafv2:DeleteWebACL',
      'wafv2:DisassociateWebACL',
      'wafv2:PutLoggingConfiguration',
      'wafv2:TagResource',
      'wafv2:UntagResource',
      'wafv2:UpdateWebACL',
    ],
    Resource: [
      arnIn(target, 'wafv2', `regional/webacl/${prefix}-*`),
      arnIn(target, 'wafv2', 'regional/managedruleset/*'),
      `arn:${partition}:wafv2:${region}:aws:regional/managedruleset/*`,
      arnIn(target, 'elasticloadbalancing', `loadbalancer/app/${prefix}-*`),
    ],
  };
}

function pushImages(target: DeployTarget): Statement {
  return {
    Sid: 'PushImages',
    Effect: 'Allow',
    Action: [
      'ecr:CompleteLayerUpload',
      'ecr:CreateRepository',
      'ecr:DeleteLifecyclePolicy',
      'ecr:InitiateLayerUpload',
      'ecr:PutImage',
      'ecr:PutImageScanningConfiguration',
      'ecr:PutImageTagMutability',
      'ecr:PutLifecyclePolicy',
      'ecr:TagResource',
      'ecr:UntagResource',
      'ecr:UploadLayerPart',
    ],
    Resource: arnIn(target, 'ecr', `repository/${target.prefix}-*`),
  };
}
