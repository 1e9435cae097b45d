const configuration = 'a setting of a resource that is charged by itself';
const permission = 'IAM and resource policies cost nothing';
const network = 'security groups and their rules cost nothing';

/** Types that AWS charges nothing for, each with the reason. What is in no tariff and not here is refused by name. */
export const freeTypes: Readonly<Record<string, string>> = {
  'aws:appautoscaling/target:Target': configuration,
  'aws:cloudwatch/eventRule:EventRule': "events of AWS's own services cost nothing",
  'aws:cloudwatch/eventTarget:EventTarget': configuration,
  'aws:cloudwatch/logResourcePolicy:LogResourcePolicy': permission,
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': network,
  'aws:ec2/flowLog:FlowLog': 'flow logs are charged where they are delivered',
  'aws:ec2/securityGroup:SecurityGroup': network,
  'aws:ecs/clusterCapacityProviders:ClusterCapacityProviders':
    'says what tasks may run on; the tasks are charged',
  'aws:iam/role:Role': permission,
  'aws:iam/rolePolicy:RolePolicy': permission,
  'aws:kms/alias:Alias': 'aliases cost nothing, keys do',
  'aws:lambda/permission:Permission': permission,
  'aws:lb/listener:Listener': 'listeners count within the capacity of their load balancer',
  'aws:lb/targetGroup:TargetGroup': 'target groups count within the capacity of their load balancer',
  'aws:rds/eventSubscription:EventSubscription': "RDS events cost nothing, the topic's mails do",
  'aws:rds/parameterGroup:ParameterGroup': configuration,
  'aws:rds/subnetGroup:SubnetGroup': configuration,
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': 'expiring objects costs nothing',
  'aws:s3/bucketLogging:BucketLogging': 'access logs are charged as files of their bucket',
  'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration': configuration,
  'aws:s3/bucketOwnershipControls:BucketOwnershipControls': configuration,
  'aws:s3/bucketPolicy:BucketPolicy': permission,
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': configuration,
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': configuration,
  'aws:s3/bucketVersioning:BucketVersioning': configuration,
  'aws:sns/topic:Topic': 'topics cost nothing, what they deliver does',
  'aws:sns/topicPolicy:TopicPolicy': permission,
  'aws:sqs/queuePolicy:QueuePolicy': permission,
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule': network,
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': network,
  'aws:wafv2/webAclAssociation:WebAclAssociation': configuration,
  'aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration':
    'WAF logs are charged by their log group',
  'awsx:ecr:Image': 'images are charged by their repository',
};
