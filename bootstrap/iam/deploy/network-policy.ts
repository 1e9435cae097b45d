import type { DeployTarget } from '../../deploy-target.ts';
import { policyDocument, type PolicyDocument } from '../policy-document.ts';

/**
 * The stack's network. EC2's resources have no names that a policy could know, so these actions are limited to the
 * region, and by {@link DeployTarget.stack}: what is tagged as another stack's is refused to this one.
 */
export function networkPolicy({ region, stack }: DeployTarget): PolicyDocument {
  return policyDocument(
    {
      Sid: 'ManageNetwork',
      Effect: 'Allow',
      Action: networkActions,
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': region } },
    },
    {
      Sid: 'LeaveOtherStacksAlone',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: {
        StringNotEquals: { [`aws:ResourceTag/${stackTag}`]: stack },
        Null: { [`aws:ResourceTag/${stackTag}`]: 'false' },
      },
    },
  );
}

/** The tag that `aws:defaultTags` of every `Pulumi.STACK.yaml` gives to all resources of the stack. */
export const stackTag = 'keywatch:stack';

const networkActions = [
  'ec2:AllocateAddress',
  'ec2:AssociateRouteTable',
  'ec2:AttachInternetGateway',
  'ec2:AuthorizeSecurityGroupEgress',
  'ec2:AuthorizeSecurityGroupIngress',
  'ec2:CreateFlowLogs',
  'ec2:CreateInternetGateway',
  'ec2:CreateNatGateway',
  'ec2:CreateRoute',
  'ec2:CreateRouteTable',
  'ec2:CreateSecurityGroup',
  'ec2:CreateSubnet',
  'ec2:CreateTags',
  'ec2:CreateVpc',
  'ec2:CreateVpcEndpoint',
  'ec2:DeleteFlowLogs',
  'ec2:DeleteInternetGateway',
  'ec2:DeleteNatGateway',
  'ec2:DeleteRoute',
  'ec2:DeleteRouteTable',
  'ec2:DeleteSecurityGroup',
  'ec2:DeleteSubnet',
  'ec2:DeleteTags',
  'ec2:DeleteVpc',
  'ec2:DeleteVpcEndpoints',
  'ec2:DetachInternetGateway',
  'ec2:DisassociateAddress',
  'ec2:DisassociateRouteTable',
  'ec2:ModifySecurityGroupRules',
  'ec2:ModifySubnetAttribute',
  'ec2:ModifyVpcAttribute',
  'ec2:ModifyVpcEndpoint',
  'ec2:ReleaseAddress',
  'ec2:ReplaceRoute',
  'ec2:ReplaceRouteTableAssociation',
  'ec2:RevokeSecurityGroupEgress',
  'ec2:RevokeSecurityGroupIngress',
  'ec2:UpdateSecurityGroupRuleDescriptionsEgress',
  'ec2:UpdateSecurityGroupRuleDescriptionsIngress',
] as const;
