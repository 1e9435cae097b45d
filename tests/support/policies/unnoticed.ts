/**
 * Mutants that no rule notices, and why that is well: a test of the exact inputs guards them (`guard`, whose text
 * names the input), or nothing is weaker for it (`harmless`).
 */
export type Unnoticed = {
  /** Last part of the types. */
  readonly types: RegExp;
  /** Path in the inputs; empty for the whole resource. */
  readonly path: RegExp;
} & ({ readonly guard: string } | { readonly harmless: string });

const infra = 'tests/infra/declared';
const iam = 'tests/infra/iam';

export const unnoticed: readonly Unnoticed[] = [
  {
    types: /^Listener$/,
    path: /loadBalancerArn$|targetGroupArn$/,
    harmless: 'AWS refuses a listener of nothing, and one that leads nowhere.',
  },
  {
    types: /^Instance$/,
    path: /^performanceInsightsRetentionPeriod$/,
    harmless: 'The default of seven days is the same; it is no protection.',
  },
  {
    types: /^MetricAlarm$/,
    path: /^datapointsToAlarm$/,
    harmless: 'Without it all periods have to breach: the alarm rings later, and still rings.',
  },
  {
    types: /./,
    path: /^(?:name|description|policyName|alarmDescription|family|bucket|dbName|targetPrefix|imageTag)$|\.(?:Sid|id|description)$|^rules\.\[\]\.name$|containerDefinitions\.\[\]\.name$/,
    harmless: 'A name or a text: AWS or the program refuses a missing one.',
  },
  {
    types: /./,
    path: /(?:policy|Policy|policyDocument)\.Version$/,
    harmless: 'Without the version AWS reads the policy language of 2008, which allows no more.',
  },
  {
    types: /Policy$|Role$|Key$/,
    path: /Statement(?:\.\[\](?:\.(?:Effect|Principal|Principal\.(?:AWS|Service)|Action|Action\.\[\]|Resource|Resource\.\[\]))?)?$/,
    harmless:
      'A statement fewer, or one without effect, principal, action or resource, allows less or is refused.',
  },
  {
    types: /^(?:Role|RolePolicy|LogResourcePolicy)$/,
    path: /^(?:policy|assumeRolePolicy|policyDocument|role)$/,
    harmless: 'Without it nothing is allowed, or AWS refuses it.',
  },
  { types: /^Role$/, path: /Condition/, guard: `${iam}/role-policies.test.ts` },
  { types: /^Key$/, path: /Condition/, guard: `${iam}/key-policies.test.ts` },
  {
    types: /^(?:BucketPolicy|TopicPolicy|LogResourcePolicy)$/,
    path: /Condition/,
    guard: `${iam}/resource-policies.test.ts`,
  },
  {
    types: /^RolePolicy$/,
    path: /EncryptionContextKeys\.\[\]$/,
    harmless: 'StringEquals takes * for the letter, so no context would fit.',
  },
  {
    types:
      /^(?:Alias|Bucket|Cluster|Image|Instance|Key|LogResourcePolicy|Repository|Role|RolePolicy|SecurityGroup|SecurityGroup(?:In|E)gressRule|Service|SubnetGroup|TargetGroup|Vpc|WebAcl|LogGroup|Listener)$/,
    path: /^$/,
    harmless: 'What is not there needs no hardening; what needs it fails, or is noticed by its own rule.',
  },
  {
    types: /^LogMetricFilter$/,
    path: /^$|^pattern$/,
    guard: `${infra}/detections.test.ts`,
  },
  { types: /^Alias$/, path: /^targetKeyId$/, harmless: 'AWS refuses an alias of nothing.' },
  {
    types:
      /^(?:Bucket|Repository|Instance|Service|Trail|MetricAlarm|BucketObjectLockConfiguration|TaskDefinition|DefaultSecurityGroup)$/,
    path: /^(?:forceDestroy|forceDelete|publiclyAccessible|skipFinalSnapshot|enableExecuteCommand|platformVersion|enableLogging|actionsEnabled|objectLockEnabled|ingress|egress|eventSelectors.*|networkConfiguration\.assignPublicIp|containerDefinitions\.\[\]\.privileged)$/,
    harmless: "AWS's or the provider's default is the same.",
  },
  {
    types: /^BucketLifecycleConfiguration$/,
    path: /filter/,
    harmless: 'Without a filter the rule is for the whole bucket.',
  },
  {
    types: /^DefaultSecurityGroup$/,
    path: /./,
    harmless: 'No rules are the default of the provider, which removes what it does not find.',
  },
  { types: /^(?:Trail)$/, path: /^s3BucketName$/, harmless: 'AWS refuses a trail without a bucket.' },
  {
    types: /^EventSubscription$/,
    path: /^(?:eventCategories$|sourceIds)/,
    harmless: 'Without them RDS tells of more.',
  },
  {
    types: /^EventSubscription$/,
    path: /^eventCategories\.\[\]$/,
    guard: `${infra}/health.test.ts`,
  },
  {
    types: /^VpcEndpoint$/,
    path: /^routeTableIds\.\[\]$/,
    guard: `${infra}/egress.test.ts`,
  },
  { types: /^VpcEndpoint$/, path: /^vpcEndpointType$/, harmless: 'Gateway is the default of AWS.' },
  {
    types: /^FlowLog$/,
    path: /^(?:iamRoleArn|logDestinationType)$/,
    harmless: 'AWS refuses a flow log without a role, and infers the type.',
  },
  {
    types: /^Image$/,
    path: /^(?:context|dockerfile|repositoryUrl)$/,
    guard: `${infra}/application.test.ts`,
  },
  {
    types: /^Instance$/,
    path: /^(?:applyImmediately|allocatedStorage|allowMajorVersionUpgrade|engine|engineVersion|instanceClass|storageType|dbSubnetGroupName)$/,
    guard: `${infra}/data-and-audit.test.ts`,
  },
  { types: /^SubnetGroup$/, path: /^subnetIds/, guard: `${infra}/data-and-audit.test.ts` },
  {
    types: /^ParameterGroup$/,
    path: /^family$/,
    guard: `${infra}/data-and-audit.test.ts`,
  },
  {
    types: /^Listener$/,
    path: /^(?:defaultActions(?!.*targetGroupArn)|port|protocol)/,
    guard: `${infra}/prod-entrance.test.ts`,
  },
  {
    types: /^LoadBalancer$/,
    path: /^idleTimeout$/,
    guard: `${infra}/field-faults.test.ts`,
  },
  {
    types: /^LoadBalancer$/,
    path: /^(?:internal|loadBalancerType)$/,
    harmless: 'Another kind of load balancer is open to fewer.',
  },
  {
    types: /^MetricAlarm$/,
    path: /^dimensions/,
    guard: `${infra}/health.test.ts`,
  },
  {
    types: /^(?:Policy|Target)$/,
    path: /^(?:policyType|scalableDimension|serviceNamespace|targetTracking)/,
    guard: `${infra}/prod.test.ts`,
  },
  { types: /^Repository$/, path: /tagStatus$/, harmless: 'AWS refuses a lifecycle rule without it.' },
  {
    types: /^SecurityGroup(?:(?:In|E)gressRule)?$/,
    path: /^(?:vpcId|cidrIpv4|referencedSecurityGroupId|securityGroupId)$/,
    harmless: 'AWS refuses a rule without a group or a source.',
  },
  {
    types: /^Service$/,
    path: /^(?:cluster|deploymentMaximumPercent|launchType|loadBalancers|networkConfiguration\.subnets|taskDefinition|waitForSteadyState)/,
    guard: `${infra}/application.test.ts`,
  },
  {
    types: /^TargetGroup$/,
    path: /^(?:deregistrationDelay|healthCheck|port|protocol|targetType|vpcId)/,
    guard: `${infra}/application.test.ts`,
  },
  {
    types: /^TaskDefinition$/,
    path: /^(?:containerDefinitions\.\[\]\.(?:environment|essential|portMappings|logConfiguration)|cpu|memory|networkMode|requiresCompatibilities|runtimePlatform\.operatingSystemFamily)/,
    guard: `${infra}/application.test.ts`,
  },
  {
    types: /^TopicPolicy$/,
    path: /Action$/,
    harmless: 'The refusal of what comes without TLS then refuses more.',
  },
  {
    types: /^BucketPolicy$/,
    path: /Action$/,
    harmless: 'The refusal of what comes without TLS then refuses more.',
  },
  {
    types: /^(?:Queue|QueuePolicy|Table|Function|Permission|EventRule|EventTarget)$/,
    path: /^(?!.*(?:__pulumi|Statement|Version))/,
    guard: `${infra}/evidence.test.ts`,
  },
  {
    types: /^(?:Queue|EventRule|EventTarget|EventSourceMapping)$/,
    path: /^/,
    guard: `${infra}/fast-path.test.ts`,
  },
  {
    types: /^Function$/,
    path: /__pulumi/,
    harmless: "Pulumi's own marks of archives and assets, which it sets itself.",
  },
  { types: /^QueuePolicy$/, path: /Condition/, guard: `${iam}/evidence-policy.test.ts` },
  { types: /^RolePolicy$/, path: /kms:ViaService/, guard: `${iam}/evidence-policy.test.ts` },
  { types: /^RolePolicy$/, path: /Condition(?:\.StringEquals)?$/, guard: `${iam}/evidence-policy.test.ts` },
  {
    types: /^MetricAlarm$/,
    path: /^$|^metricName$|QueueName$|FunctionName$/,
    guard: `${infra}/evidence.test.ts`,
  },
  { types: /^Vpc$/, path: /./, guard: `${infra}/network.test.ts` },
  {
    types: /^WebAcl$/,
    path: /^(?:defaultAction|rules|scope|visibilityConfig)/,
    guard: `${infra}/prod-entrance.test.ts`,
  },
  { types: /^WebAclAssociation$/, path: /^webAclArn$/, harmless: 'AWS refuses an association with nothing.' },
  {
    types: /^WebAclLoggingConfiguration$/,
    path: /^(?:loggingFilter|redactedFields)/,
    guard: `${infra}/prod-entrance.test.ts`,
  },
];
