import { iamArn, type DeployTarget } from '../../deploy-target.ts';
import { policyDocument, type PolicyDocument } from '../policy-document.ts';

/** The services that take the stack's roles; a function takes one alone, or code of CI's own could act as the service. */
const roleTakers = [
  'cloudtrail.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'monitoring.rds.amazonaws.com',
  'vpc-flow-logs.amazonaws.com',
] as const;

/** The services that make a role of their own the first time an account uses them. */
const serviceLinked = [
  'ecs.amazonaws.com',
  'ecs.application-autoscaling.amazonaws.com',
  'elasticloadbalancing.amazonaws.com',
  'rds.amazonaws.com',
  'wafv2.amazonaws.com',
] as const;

/**
 * The stack's roles, each within the permissions boundary: without it, whoever may write a role's policy and pass
 * the role to a task may do everything. CI's own roles lie under a path that no stack's name begins with.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function rolePolicy(target: DeployTarget): PolicyDocument {
  const roles = iamArn(target, `role/${target.prefix}-*`);
  return policyDocument(
    {
      Sid: 'MakeBoundedRoles',
      Effect: 'Allow',
      Action: ['iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
      Resource: roles,
      Condition: { StringEquals: { 'iam:PermissionsBoundary': target.boundaryArn } },
    },
    {
      Sid: 'ManageRoles',
      Effect: 'Allow',
      Action: [
        'iam:DeleteRole',
        'iam:DeleteRolePolicy',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
      Resource: roles,
    },
    {
      Sid: 'PassRoles',
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: roles,
      Condition: { StringEquals: { 'iam:PassedToService': roleTakers } },
    },
    {
      Sid: 'PassRoleOfEvidence',
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: iamArn(target, `role/${target.prefix}-evidence`),
      Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    },
    {
      Sid: 'LetServicesMakeTheirRoles',
      Effect: 'Allow',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: iamArn(target, 'role/aws-service-role/*'),
      Condition: { StringEquals: { 'iam:AWSServiceName': serviceLinked } },
    },
  );
}
