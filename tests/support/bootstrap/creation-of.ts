import type { DeclaredResource } from '../../../stack/declared-stack.ts';

/** A call that Pulumi makes to create a declared resource, as IAM sees it. */
export interface Creation {
  readonly action: string;
  readonly resource: string;
  /** What IAM knows of the call beside that. */
  readonly context: Readonly<Record<string, string>>;
}

type ArnOf = (resource: DeclaredResource) => string;

const region = 'ap-southeast-2';
const account = '111122223333';
const text = (resource: DeclaredResource, input: string): string => String(resource.inputs[input]);

const own: ArnOf = ({ outputs }) => String(outputs['arn']);
const arn =
  (service: string, path: (resource: DeclaredResource) => string): ArnOf =>
  (resource) =>
    `arn:aws:${service}:${region}:${account}:${path(resource)}`;
const bucket: ArnOf = (resource) => `arn:aws:s3:::${text(resource, 'bucket')}`;
const role: ArnOf = (resource) => `arn:aws:iam::${account}:role/${text(resource, 'role')}`;
const ecr = arn('ecr', (image) => {
  const name =
    'repositoryUrl' in image.inputs ? text(image, 'repositoryUrl').split('/')[1] : text(image, 'name');
  return `repository/${name ?? ''}`;
});
const scalable = arn('application-autoscaling', () => 'scalable-target/0ec50123456789abcdef0123456789abcdef');
const topic: ArnOf = ({ inputs }) => String(inputs['topic'] ?? inputs['arn']);
const ec2 = (type: string): ArnOf => arn('ec2', ({ id }) => `${type}/${id || 'new'}`);

/** What creates a resource of each type that the stacks declare. */
const creations: Readonly<Record<string, readonly [action: string, arn: ArnOf]>> = {
  'aws:appautoscaling/policy:Policy': ['application-autoscaling:PutScalingPolicy', scalable],
  'aws:appautoscaling/target:Target': ['application-autoscaling:RegisterScalableTarget', scalable],
  'aws:cloudtrail/trail:Trail': ['cloudtrail:CreateTrail', own],
  'aws:cloudwatch/dashboard:Dashboard': [
    'cloudwatch:PutDashboard',
    ({ outputs }) => String(outputs['dashboardArn']),
  ],
  'aws:cloudwatch/eventRule:EventRule': ['events:PutRule', own],
  'aws:cloudwatch/eventTarget:EventTarget': [
    'events:PutTargets',
    arn('events', (target) => `rule/${text(target, 'rule')}`),
  ],
  'aws:cloudwatch/logGroup:LogGroup': ['logs:CreateLogGroup', own],
  'aws:cloudwatch/logMetricFilter:LogMetricFilter': [
    'logs:PutMetricFilter',
    arn('logs', (filter) => `log-group:${text(filter, 'logGroupName')}`),
  ],
  'aws:cloudwatch/logResourcePolicy:LogResourcePolicy': ['logs:PutResourcePolicy', () => '*'],
  'aws:cloudwatch/queryDefinition:QueryDefinition': ['logs:PutQueryDefinition', () => '*'],
  'aws:cloudwatch/metricAlarm:MetricAlarm': ['cloudwatch:PutMetricAlarm', own],
  'aws:dynamodb/table:Table': ['dynamodb:CreateTable', own],
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': [
    'ec2:RevokeSecurityGroupIngress',
    ec2('security-group'),
  ],
  'aws:ec2/flowLog:FlowLog': ['ec2:CreateFlowLogs', ec2('vpc-flow-log')],
  'aws:ec2/securityGroup:SecurityGroup': ['ec2:CreateSecurityGroup', own],
  'aws:ec2/vpcEndpoint:VpcEndpoint': ['ec2:CreateVpcEndpoint', ec2('vpc-endpoint')],
  'aws:ecs/cluster:Cluster': ['ecs:CreateCluster', own],
  'aws:ecs/clusterCapacityProviders:ClusterCapacityProviders': [
    'ecs:PutClusterCapacityProviders',
    arn('ecs', (association) => `cluster/${text(association, 'clusterName')}`),
  ],
  'aws:ecs/service:Service': ['ecs:CreateService', own],
  'aws:ecs/taskDefinition:TaskDefinition': ['ecs:RegisterTaskDefinition', own],
  'aws:iam/role:Role': ['iam:CreateRole', own],
  'aws:iam/rolePolicy:RolePolicy': ['iam:PutRolePolicy', role],
  'aws:kms/alias:Alias': ['kms:CreateAlias', arn('kms', (alias) => text(alias, 'name'))],
  'aws:kms/key:Key': ['kms:CreateKey', () => '*'],
  'aws:lambda/eventSourceMapping:EventSourceMapping': ['lambda:CreateEventSourceMapping', () => '*'],
  'aws:lambda/function:Function': ['lambda:CreateFunction', own],
  'aws:lambda/permission:Permission': [
    'lambda:AddPermission',
    arn('lambda', (permission) => `function:${text(permission, 'function')}`),
  ],
  'aws:lb/listener:Listener': [
    'elasticloadbalancing:CreateListener',
    ({ inputs }) => String(inputs['loadBalancerArn']),
  ],
  'aws:lb/loadBalancer:LoadBalancer': ['elasticloadbalancing:CreateLoadBalancer', own],
  'aws:lb/targetGroup:TargetGroup': ['elasticloadbalancing:CreateTargetGroup', own],
  'aws:rds/eventSubscription:EventSubscription': [
    'rds:CreateEventSubscription',
    arn('rds', (subscription) => `es:${text(subscription, 'name')}`),
  ],
  'aws:rds/instance:Instance': ['rds:CreateDBInstance', own],
  'aws:rds/parameterGroup:ParameterGroup': ['rds:CreateDBParameterGroup', own],
  'aws:rds/subnetGroup:SubnetGroup': ['rds:CreateDBSubnetGroup', own],
  'aws:s3/bucket:Bucket': ['s3:CreateBucket', bucket],
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': [
    's3:PutLifecycleConfiguration',
    bucket,
  ],
  'aws:s3/bucketLogging:BucketLogging': ['s3:PutBucketLogging', bucket],
  'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration': [
    's3:PutBucketObjectLockConfiguration',
    bucket,
  ],
  'aws:s3/bucketOwnershipControls:BucketOwnershipControls': ['s3:PutBucketOwnershipControls', bucket],
  'aws:s3/bucketPolicy:BucketPolicy': ['s3:PutBucketPolicy', bucket],
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': ['s3:PutBucketPublicAccessBlock', bucket],
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': [
    's3:PutEncryptionConfiguration',
    bucket,
  ],
  'aws:s3/bucketVersioning:BucketVersioning': ['s3:PutBucketVersioning', bucket],
  'aws:sns/topic:Topic': ['sns:CreateTopic', own],
  'aws:sns/topicPolicy:TopicPolicy': ['sns:SetTopicAttributes', topic],
  'aws:sns/topicSubscription:TopicSubscription': ['sns:Subscribe', topic],
  'aws:sqs/queue:Queue': ['sqs:CreateQueue', own],
  'aws:sqs/queuePolicy:QueuePolicy': [
    'sqs:SetQueueAttributes',
    arn('sqs', (policy) => text(policy, 'queueUrl').replace(/^.*\//, '')),
  ],
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule': [
    'ec2:AuthorizeSecurityGroupEgress',
    ec2('security-group'),
  ],
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': [
    'ec2:AuthorizeSecurityGroupIngress',
    ec2('security-group'),
  ],
  'aws:wafv2/webAcl:WebAcl': ['wafv2:CreateWebACL', own],
  'aws:wafv2/webAclAssociation:WebAclAssociation': [
    'wafv2:AssociateWebACL',
    ({ inputs }) => String(inputs['webAclArn']),
  ],
  'aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration': [
    'wafv2:PutLoggingConfiguration',
    ({ inputs }) => String(inputs['resourceArn']),
  ],
  'awsx:ec2:Vpc': ['ec2:CreateVpc', ec2('vpc')],
  'awsx:ecr:Image': ['ecr:PutImage', ecr],
  'awsx:ecr:Repository': ['ecr:CreateRepository', ecr],
};

/** The call that creates a resource; `undefined` for a component of ours, which AWS knows nothing of. @throws Error for a type this table lacks. */
export function creationOf(resource: DeclaredResource): Creation | undefined {
  if (resource.type.startsWith('keywatch:') || resource.type.startsWith('pulumi:')) return undefined;
  const creation = creations[resource.type];
  if (creation === undefined) {
    throw new Error(
      `${resource.type} is new: say here what creates it, and let the deploy roles (bootstrap/iam/) manage it.`,
    );
  }
  const [action, arnOf] = creation;
  return { action, resource: arnOf(resource), context: contextOf(resource) };
}

/** Of a mapping IAM knows the function; it has no name of its own. */
function contextOf(resource: DeclaredResource): Readonly<Record<string, string>> {
  if (resource.type !== 'aws:lambda/eventSourceMapping:EventSourceMapping') return {};
  const functionArn = arn('lambda', (mapping) => `function:${text(mapping, 'functionName')}`);
  return { 'lambda:FunctionArn': functionArn(resource) };
}
