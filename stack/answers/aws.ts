import type { Answer, AnswerTable, Registration } from './answer.ts';

/**
 * Ids, ARNs and outputs in the shapes AWS gives them.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const awsAnswers: AnswerTable = {
  'aws:kms/key:Key': (r) => {
    const keyId = uuid(r);
    return { id: keyId, outputs: { keyId, arn: r.arn('kms', `key/${keyId}`) } };
  },
  'aws:kms/alias:Alias': (r) => named(r, 'kms', (name) => name),
  'aws:iam/role:Role': (r) => {
    const name = r.physicalName();
    const path = typeof r.inputs['path'] === 'string' ? r.inputs['path'] : '/';
    return {
      id: name,
      outputs: {
        name,
        arn: `arn:aws:iam::${r.accountId}:role${path}${name}`,
        uniqueId: `AROA${r.digits(17).toUpperCase()}`,
      },
    };
  },
  'aws:iam/policy:Policy': (r) => {
    const name = r.physicalName();
    const path = typeof r.inputs['path'] === 'string' ? r.inputs['path'] : '/';
    const arn = `arn:aws:iam::${r.accountId}:policy${path}${name}`;
    return { id: arn, outputs: { name, arn } };
  },
  'aws:s3/bucket:Bucket': (r) => {
    const bucket = r.physicalName('bucket');
    return {
      id: bucket,
      outputs: {
        bucket,
        arn: `arn:aws:s3:::${bucket}`,
        bucketDomainName: `${bucket}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${bucket}.s3.${r.region}.amazonaws.com`,
      },
    };
  },
  'aws:cloudwatch/logGroup:LogGroup': (r) => named(r, 'logs', (name) => `log-group:${name}`),
  'aws:cloudwatch/logMetricFilter:LogMetricFilter': (r) => idIsName(r),
  'aws:cloudwatch/metricAlarm:MetricAlarm': (r) => named(r, 'cloudwatch', (name) => `alarm:${name}`),
  'aws:cloudwatch/dashboard:Dashboard': (r) => {
    const name = r.physicalName('dashboardName');
    return {
      id: name,
      outputs: { dashboardName: name, dashboardArn: `arn:aws:cloudwatch::${r.accountId}:dashboard/${name}` },
    };
  },
  'aws:cloudtrail/trail:Trail': (r) => ({
    ...named(r, 'cloudtrail', (name) => `trail/${name}`),
    id: r.arn('cloudtrail', `trail/${r.physicalName()}`),
  }),
  'aws:sns/topic:Topic': (r) => {
    const name = r.physicalName();
    const arn = r.arn('sns', name);
    return { id: arn, outputs: { name, arn } };
  },
  'aws:sns/topicSubscription:TopicSubscription': (r) => {
    const arn = `${String(r.inputs['topic'])}:${uuid(r)}`;
    return { id: arn, outputs: { arn, pendingConfirmation: r.inputs['protocol'] === 'email' } };
  },
  'aws:sqs/queue:Queue': (r) => {
    const name = r.physicalName();
    const url = `https://sqs.${r.region}.amazonaws.com/${r.accountId}/${name}`;
    return { id: url, outputs: { name, url, arn: r.arn('sqs', name) } };
  },
  'aws:dynamodb/table:Table': (r) => named(r, 'dynamodb', (name) => `table/${name}`),
  'aws:lambda/function:Function': (r) => {
    const answer = named(r, 'lambda', (name) => `function:${name}`);
    const arn = String(answer.outputs['arn']);
    return { ...answer, outputs: { ...answer.outputs, qualifiedArn: `${arn}:$LATEST`, version: '$LATEST' } };
  },
  'aws:lambda/eventSourceMapping:EventSourceMapping': (r) => {
    const id = uuid(r);
    return { id, outputs: { uuid: id, arn: r.arn('lambda', `event-source-mapping:${id}`) } };
  },
  'aws:cloudwatch/eventRule:EventRule': (r) => named(r, 'events', (name) => `rule/${name}`),
  'aws:ec2/securityGroup:SecurityGroup': (r) => {
    const id = `sg-0${r.digits(16)}`;
    return { id, outputs: { arn: r.arn('ec2', `security-group/${id}`), name: r.physicalName() } };
  },
  'aws:ec2/vpcEndpoint:VpcEndpoint': (r) => ({
    id: `vpce-0${r.digits(16)}`,
    outputs: r.inputs['vpcEndpointType'] === 'Gateway' ? { prefixListId: `pl-${r.digits(8)}` } : {},
  }),
  'aws:rds/instance:Instance': database,
  'aws:rds/subnetGroup:SubnetGroup': (r) => named(r, 'rds', (name) => `subgrp:${name}`),
  'aws:rds/parameterGroup:ParameterGroup': (r) => named(r, 'rds', (name) => `pg:${name}`),
  'aws:ecs/cluster:Cluster': (r) => arnIsId(r, 'ecs', `cluster/${r.physicalName()}`),
  'aws:ecs/taskDefinition:TaskDefinition': (r) => {
    const family = r.physicalName('family');
    const arn = r.arn('ecs', `task-definition/${family}:1`);
    return { id: family, outputs: { family, arn, revision: 1, arnWithoutRevision: arn.replace(/:1$/, '') } };
  },
  'aws:ecs/service:Service': (r) =>
    arnIsId(r, 'ecs', `service/${lastSegment(r.inputs['cluster'])}/${r.physicalName()}`),
  'aws:wafv2/webAcl:WebAcl': (r) => {
    const name = r.physicalName();
    const id = uuid(r);
    return { id, outputs: { name, arn: r.arn('wafv2', `regional/webacl/${name}/${id}`) } };
  },
  'aws:lb/loadBalancer:LoadBalancer': (r) => {
    const name = r.physicalName();
    const suffix = `app/${name}/${r.digits(16)}`;
    const answer = arnIsId(r, 'elasticloadbalancing', `loadbalancer/${suffix}`);
    return {
      id: answer.id,
      outputs: {
        ...answer.outputs,
        arnSuffix: suffix,
        dnsName: `${name}-${String(BigInt(`0x${r.digits(8)}`))}.${r.region}.elb.amazonaws.com`,
        zoneId: `Z${r.digits(13).toUpperCase()}`,
      },
    };
  },
  'aws:lb/targetGroup:TargetGroup': (r) => {
    const suffix = `targetgroup/${r.physicalName()}/${r.digits(16)}`;
    const answer = arnIsId(r, 'elasticloadbalancing', suffix);
    return { id: answer.id, outputs: { ...answer.outputs, arnSuffix: suffix } };
  },
  'aws:lb/listener:Listener': (r) =>
    arnIsId(
      r,
      'elasticloadbalancing',
      `listener/${lastSegments(r.inputs['loadBalancerArn'], 3)}/${r.digits(16)}`,
    ),
};

/** A resource whose id is its name and whose ARN ends in it. */
function named(r: Registration, service: string, resource: (name: string) => string): Answer {
  const name = r.physicalName();
  return { id: name, outputs: { name, arn: r.arn(service, resource(name)) } };
}

function idIsName(r: Registration): Answer {
  const name = r.physicalName();
  return { id: name, outputs: { name } };
}

function arnIsId(r: Registration, service: string, resource: string): Answer {
  const arn = r.arn(service, resource);
  return { id: arn, outputs: { arn, name: r.physicalName() } };
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html */
function database(r: Registration): Answer {
  const identifier = r.physicalName('identifier');
  const address = `${identifier}.c${r.digits(11)}.${r.region}.rds.amazonaws.com`;
  const port = typeof r.inputs['port'] === 'number' ? r.inputs['port'] : 5432;
  const managed = r.inputs['manageMasterUserPassword'] === true;
  const secretArn = r.arn('secretsmanager', `secret:rds!db-${uuid(r)}-${r.digits(6)}`);
  return {
    id: `db-${r.digits(26).toUpperCase()}`,
    outputs: {
      identifier,
      address,
      port,
      endpoint: `${address}:${port}`,
      arn: r.arn('rds', `db:${identifier}`),
      resourceId: `db-${r.digits(26).toUpperCase()}`,
      masterUserSecrets: managed ? [{ secretArn, secretStatus: 'active', kmsKeyId: '' }] : [],
    },
  };
}

function uuid(r: Registration): string {
  return r.digits(32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
}

function lastSegment(value: unknown): string {
  return lastSegments(value, 1);
}

function lastSegments(value: unknown, count: number): string {
  return String(value).split('/').slice(-count).join('/');
}
