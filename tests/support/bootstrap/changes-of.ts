import type { DeclaredResource } from '../../../stack/declared-stack.ts';
import { creationOf, type Creation } from './creation-of.ts';

/** The calls that Pulumi's AWS provider makes about a resource that exists. */
export interface Changes {
  /** To change it, and to put back what somebody changed by hand, for which there is `pulumi up --refresh`. */
  readonly updates: readonly Creation[];
  readonly deletes: readonly Creation[];
}

/** Names of actions, of one service. */
type Actions = readonly [service: string, updates: readonly string[], deletes: readonly string[]];

const tagged = ['TagResource', 'UntagResource'];
/** On a load balancer: of its listeners and target groups the simulator knows no tags. */
const tagsOfBalancers = ['AddTags', 'RemoveTags'];
const tagsOfDatabases = ['AddTagsToResource', 'RemoveTagsFromResource'];
const tagsOfNetwork = ['CreateTags', 'DeleteTags'];
const rulesOf = (direction: string) => [
  `AuthorizeSecurityGroup${direction}`,
  `RevokeSecurityGroup${direction}`,
];
const groupRules = [...rulesOf('Egress'), ...rulesOf('Ingress')];
const bucketPart = (action: string): Actions => ['s3', [action], [action]];

/** By the type of what is declared. @see https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service */
const changes: Readonly<Record<string, Actions>> = {
  'aws:appautoscaling/policy:Policy': [
    'application-autoscaling',
    ['PutScalingPolicy'],
    ['DeleteScalingPolicy'],
  ],
  'aws:appautoscaling/target:Target': [
    'application-autoscaling',
    ['RegisterScalableTarget', ...tagged],
    ['DeregisterScalableTarget'],
  ],
  'aws:cloudtrail/trail:Trail': [
    'cloudtrail',
    ['AddTags', 'PutEventSelectors', 'RemoveTags', 'StartLogging', 'UpdateTrail'],
    ['DeleteTrail'],
  ],
  'aws:cloudwatch/dashboard:Dashboard': ['cloudwatch', ['PutDashboard'], ['DeleteDashboards']],
  'aws:cloudwatch/eventRule:EventRule': ['events', ['PutRule', ...tagged], ['DeleteRule']],
  'aws:cloudwatch/eventTarget:EventTarget': ['events', ['PutTargets'], ['RemoveTargets']],
  'aws:cloudwatch/logGroup:LogGroup': [
    'logs',
    ['AssociateKmsKey', 'DeleteRetentionPolicy', 'DisassociateKmsKey', 'PutRetentionPolicy', ...tagged],
    ['DeleteLogGroup'],
  ],
  'aws:cloudwatch/logMetricFilter:LogMetricFilter': ['logs', ['PutMetricFilter'], ['DeleteMetricFilter']],
  'aws:cloudwatch/logResourcePolicy:LogResourcePolicy': [
    'logs',
    ['PutResourcePolicy'],
    ['DeleteResourcePolicy'],
  ],
  'aws:cloudwatch/metricAlarm:MetricAlarm': ['cloudwatch', ['PutMetricAlarm', ...tagged], ['DeleteAlarms']],
  'aws:cloudwatch/queryDefinition:QueryDefinition': [
    'logs',
    ['PutQueryDefinition'],
    ['DeleteQueryDefinition'],
  ],
  'aws:dynamodb/table:Table': ['dynamodb', ['UpdateTable', 'UpdateTimeToLive', ...tagged], ['DeleteTable']],
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': ['ec2', [...groupRules, ...tagsOfNetwork], []],
  'aws:ec2/flowLog:FlowLog': ['ec2', tagsOfNetwork, ['DeleteFlowLogs']],
  'aws:ec2/securityGroup:SecurityGroup': ['ec2', [...groupRules, ...tagsOfNetwork], ['DeleteSecurityGroup']],
  'aws:ec2/vpcEndpoint:VpcEndpoint': ['ec2', ['ModifyVpcEndpoint', ...tagsOfNetwork], ['DeleteVpcEndpoints']],
  'aws:ecs/cluster:Cluster': [
    'ecs',
    ['UpdateCluster', 'UpdateClusterSettings', ...tagged],
    ['DeleteCluster'],
  ],
  'aws:ecs/service:Service': ['ecs', ['UpdateService', ...tagged], ['DeleteService']],
  'aws:ecs/taskDefinition:TaskDefinition': ['ecs', tagged, ['DeregisterTaskDefinition']],
  'aws:iam/role:Role': [
    'iam',
    [
      'PutRolePermissionsBoundary',
      'TagRole',
      'UntagRole',
      'UpdateAssumeRolePolicy',
      'UpdateRole',
      'UpdateRoleDescription',
    ],
    ['DeleteRole'],
  ],
  'aws:iam/rolePolicy:RolePolicy': ['iam', ['PutRolePolicy'], ['DeleteRolePolicy']],
  'aws:kms/alias:Alias': ['kms', ['UpdateAlias'], ['DeleteAlias']],
  'aws:kms/key:Key': [
    'kms',
    ['EnableKey', 'EnableKeyRotation', 'PutKeyPolicy', 'UpdateKeyDescription', ...tagged],
    ['ScheduleKeyDeletion'],
  ],
  'aws:lambda/eventSourceMapping:EventSourceMapping': [
    'lambda',
    ['UpdateEventSourceMapping', ...tagged],
    ['DeleteEventSourceMapping'],
  ],
  'aws:lambda/function:Function': [
    'lambda',
    ['DeleteFunctionConcurrency', 'UpdateFunctionCode', 'UpdateFunctionConfiguration', ...tagged],
    ['DeleteFunction'],
  ],
  'aws:lambda/permission:Permission': ['lambda', [], ['RemovePermission']],
  'aws:lb/listener:Listener': [
    'elasticloadbalancing',
    ['ModifyListener', 'ModifyListenerAttributes'],
    ['DeleteListener'],
  ],
  'aws:lb/loadBalancer:LoadBalancer': [
    'elasticloadbalancing',
    [
      'ModifyLoadBalancerAttributes',
      'SetIpAddressType',
      'SetSecurityGroups',
      'SetSubnets',
      ...tagsOfBalancers,
    ],
    ['DeleteLoadBalancer'],
  ],
  'aws:lb/targetGroup:TargetGroup': [
    'elasticloadbalancing',
    ['ModifyTargetGroup', 'ModifyTargetGroupAttributes'],
    ['DeleteTargetGroup'],
  ],
  'aws:rds/eventSubscription:EventSubscription': [
    'rds',
    [
      'AddSourceIdentifierToSubscription',
      'ModifyEventSubscription',
      'RemoveSourceIdentifierFromSubscription',
      ...tagsOfDatabases,
    ],
    ['DeleteEventSubscription'],
  ],
  'aws:rds/instance:Instance': ['rds', ['ModifyDBInstance', ...tagsOfDatabases], ['DeleteDBInstance']],
  'aws:rds/parameterGroup:ParameterGroup': [
    'rds',
    ['ModifyDBParameterGroup', 'ResetDBParameterGroup', ...tagsOfDatabases],
    ['DeleteDBParameterGroup'],
  ],
  'aws:rds/subnetGroup:SubnetGroup': [
    'rds',
    ['ModifyDBSubnetGroup', ...tagsOfDatabases],
    ['DeleteDBSubnetGroup'],
  ],
  'aws:s3/bucket:Bucket': ['s3', ['PutBucketTagging', ...tagged], ['DeleteBucket']],
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': bucketPart('PutLifecycleConfiguration'),
  'aws:s3/bucketLogging:BucketLogging': bucketPart('PutBucketLogging'),
  'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration': bucketPart(
    'PutBucketObjectLockConfiguration',
  ),
  'aws:s3/bucketOwnershipControls:BucketOwnershipControls': bucketPart('PutBucketOwnershipControls'),
  'aws:s3/bucketPolicy:BucketPolicy': ['s3', ['PutBucketPolicy'], ['DeleteBucketPolicy']],
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': bucketPart('PutBucketPublicAccessBlock'),
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': bucketPart(
    'PutEncryptionConfiguration',
  ),
  'aws:s3/bucketVersioning:BucketVersioning': bucketPart('PutBucketVersioning'),
  'aws:sns/topic:Topic': ['sns', ['SetTopicAttributes', ...tagged], ['DeleteTopic']],
  'aws:sns/topicPolicy:TopicPolicy': ['sns', ['SetTopicAttributes'], ['SetTopicAttributes']],
  'aws:sns/topicSubscription:TopicSubscription': ['sns', ['SetSubscriptionAttributes'], ['Unsubscribe']],
  'aws:sqs/queue:Queue': ['sqs', ['SetQueueAttributes', 'TagQueue', 'UntagQueue'], ['DeleteQueue']],
  'aws:sqs/queuePolicy:QueuePolicy': ['sqs', ['SetQueueAttributes'], ['SetQueueAttributes']],
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule': [
    'ec2',
    ['ModifySecurityGroupRules'],
    ['RevokeSecurityGroupEgress'],
  ],
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': [
    'ec2',
    ['ModifySecurityGroupRules'],
    ['RevokeSecurityGroupIngress'],
  ],
  'aws:wafv2/webAcl:WebAcl': ['wafv2', ['UpdateWebACL', ...tagged], ['DeleteWebACL']],
  'aws:wafv2/webAclAssociation:WebAclAssociation': ['wafv2', ['AssociateWebACL'], ['DisassociateWebACL']],
  'aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration': [
    'wafv2',
    ['PutLoggingConfiguration'],
    ['DeleteLoggingConfiguration'],
  ],
  'awsx:ec2:Vpc': ['ec2', ['ModifyVpcAttribute', ...tagsOfNetwork], ['DeleteVpc']],
  'awsx:ecr:Image': ['ecr', ['PutImage'], []],
  'awsx:ecr:Repository': [
    'ecr',
    [
      'DeleteLifecyclePolicy',
      'PutImageScanningConfiguration',
      'PutImageTagMutability',
      'PutLifecyclePolicy',
      ...tagged,
    ],
    ['DeleteRepository'],
  ],
};

const anything = (): string => '*';

/** Calls that name something else than the others about a resource do; some take no narrower resource. */
const namedApart: Readonly<Record<string, (resource: DeclaredResource) => string>> = {
  'ecs:DeregisterTaskDefinition': anything,
  'lambda:DeleteEventSourceMapping': anything,
  'lambda:UpdateEventSourceMapping': anything,
  'wafv2:DisassociateWebACL': ({ inputs }) => String(inputs['resourceArn']),
};

/** Made on something else's behalf or on nothing yet, and changed by their own ARN. */
const haveTheirOwn: ReadonlySet<string> = new Set([
  'aws:kms/key:Key',
  'aws:lambda/eventSourceMapping:EventSourceMapping',
  'aws:lb/listener:Listener',
]);

/** The calls that change and delete a resource; `undefined` for a component of ours. @throws Error for a type this table lacks. */
export function changesOf(resource: DeclaredResource): Changes | undefined {
  const creation = creationOf(resource);
  if (creation === undefined) return undefined;
  const known = changes[resource.type];
  if (known === undefined) {
    throw new Error(`${resource.type} is new: say here what changes and deletes it.`);
  }
  const [service, updates, deletes] = known;
  const arn = haveTheirOwn.has(resource.type) ? String(resource.outputs['arn']) : creation.resource;
  const call = (name: string): Creation => {
    const action = `${service}:${name}`;
    return { ...creation, action, resource: namedApart[action]?.(resource) ?? arn };
  };
  return { updates: updates.map(call), deletes: deletes.map(call) };
}
