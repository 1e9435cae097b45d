import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../service/config.ts';
import * as limits from '../../../service/http/limits.ts';
import { readCertificateAuthorities } from '../../../service/store/certificate-authorities.ts';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';

/**
 * Faults that others met in the field where two parts have to agree: infrastructure and service, image and
 * task, topic and key. Each test holds one pair together.
 */
interface Container {
  readonly name: string;
  readonly image: string;
  readonly user: string;
  readonly stopTimeout: number;
  readonly portMappings: readonly { readonly containerPort: number }[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly logConfiguration: { readonly options: Readonly<Record<string, string>> };
  readonly secrets?: unknown;
}

interface Rule {
  readonly statement: {
    readonly managedRuleGroupStatement?: {
      readonly name: string;
      readonly ruleActionOverrides: readonly { readonly name: string; readonly actionToUse: object }[];
    };
  };
}

/** AWS's list of rules that inspect bodies. @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html */
const bodyRulesOf: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesKnownBadInputsRuleSet: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'],
};

describe.each(['dev', 'prod'])('%s', (name) => {
  let stack: DeclaredStack;
  let container: Container;
  let environment: Record<string, string>;
  beforeAll(async () => {
    stack = await declaredStack(name);
    const { containerDefinitions } = stack.resource(
      'aws:ecs/taskDefinition:TaskDefinition',
      'application-fargate-task-definition',
    ).inputs;
    [container] = JSON.parse(String(containerDefinitions)) as [Container];
    environment = Object.fromEntries(container.environment.map(({ name, value }) => [name, value]));
  });

  const loadBalancer = () =>
    stack.resource('aws:lb/loadBalancer:LoadBalancer', 'application-load-balancer-alb').inputs;
  const targetGroup = () =>
    stack.resource('aws:lb/targetGroup:TargetGroup', 'application-load-balancer-target-group').inputs;

  describe('service and load balancer', () => {
    it('keep connections open longer on the side of the service, or callers see a random 502', () => {
      const idleTimeoutMs = Number(loadBalancer()['idleTimeout']) * 1000;
      expect(limits.KEEP_ALIVE_TIMEOUT_MS).toBeGreaterThanOrEqual(idleTimeoutMs + 5000);
    });

    it('let the longest request end before the task leaves the target group and before ECS kills it', () => {
      expect(Number(targetGroup()['deregistrationDelay']) * 1000).toBeGreaterThan(limits.HANDLER_TIMEOUT_MS);
      expect(container.stopTimeout * 1000).toBeGreaterThan(limits.HANDLER_TIMEOUT_MS);
    });

    it('agree about the port', () => {
      expect(container.portMappings.map(({ containerPort }) => containerPort)).toEqual([
        targetGroup()['port'],
      ]);
      expect(environment['PORT']).toBe(String(targetGroup()['port']));
    });

    it('agree that there is one proxy before the service', () => {
      expect(environment['TRUSTED_PROXY_HOPS']).toBe('1');
    });
  });

  describe('service and task definition', () => {
    it('agree about the environment: the service accepts what the container states', () => {
      const config = parseConfig({ ...environment, AWS_REGION: stack.region });
      expect(config).toMatchObject({
        kmsKeyArn: stack.outputs['kmsKeyArn'],
        databaseSecretArn: environment['DATABASE_SECRET_ARN'],
        trustedProxyHops: 1,
        logLevel: 'info',
      });
    });

    it('need nothing but the region from Fargate: without any one variable the service falls back or refuses', () => {
      const optional = ['PORT', 'DATABASE_PORT', 'TRUSTED_PROXY_HOPS', 'METRIC_NAMESPACE', 'LOG_LEVEL'];
      for (const name of Object.keys(environment).filter((key) => !optional.includes(key))) {
        const others = Object.fromEntries(Object.entries(environment).filter(([key]) => key !== name));
        expect(() => parseConfig({ ...others, AWS_REGION: stack.region })).toThrow(name);
      }
    });

    it('hold no secret: the environment names where one is, and nothing is injected', () => {
      expect(Object.keys(environment).filter((name) => /PASSWORD|TOKEN|ACCESS_KEY/.test(name))).toEqual([]);
      expect(Object.values(environment).filter((value) => /:\/\/[^/]*:[^/]*@/.test(value))).toEqual([]);
      expect(container.secrets).toBeUndefined();
    });

    it('name the secret by its plain ARN, without the version and JSON key that only `secrets` may have', () => {
      expect(environment['DATABASE_SECRET_ARN']).toMatch(
        /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[^:]+$/,
      );
    });
  });

  it('builds the image for the platform the task runs on', () => {
    const { platform } = stack.resource('awsx:ecr:Image', 'image-image').inputs;
    const task = stack.resource(
      'aws:ecs/taskDefinition:TaskDefinition',
      'application-fargate-task-definition',
    );
    const { cpuArchitecture } = task.inputs['runtimePlatform'] as { cpuArchitecture: string };
    expect([cpuArchitecture, platform]).toEqual(['ARM64', 'linux/arm64']);
  });

  it('deploys the image by its digest', () => {
    expect(container.image).toMatch(/@sha256:[0-9a-f]{64}$/);
  });

  it('never drops a log line under pressure', () => {
    expect(container.logConfiguration.options['mode']).toBe('blocking');
  });

  it('has RDS make the password, so that none is in the Pulumi state (state-secrets.test.ts)', () => {
    const database = stack.resource('aws:rds/instance:Instance', 'database-instance').inputs;
    expect(database['manageMasterUserPassword']).toBe(true);
    expect(database['password']).toBeUndefined();
  });

  it('watches the task role of this stack in the log group that the trail of this stack fills', () => {
    const trail = stack.resource('aws:cloudtrail/trail:Trail', 'trail-trail').inputs;
    const taskRole = String(stack.outputs['ecsTaskRoleArn']);
    const filters = stack
      .ofType('aws:cloudwatch/logMetricFilter:LogMetricFilter')
      .filter(({ name }) => name.startsWith('detections-'));
    for (const { inputs } of filters) {
      expect(String(trail['cloudWatchLogsGroupArn'])).toMatch(
        new RegExp(`:log-group:${String(inputs['logGroupName'])}:\\*$`),
      );
    }
    const issuers = filters.flatMap(
      ({ inputs }) => /sessionIssuer\.arn = "([^"]+)"/.exec(String(inputs['pattern']))?.[1] ?? [],
    );
    expect(issuers.length).toBeGreaterThanOrEqual(8);
    expect(new Set(issuers)).toEqual(new Set([taskRole]));
  });

  it('gives every alarm a metric that a filter writes, or one of AWS, and every filter an alarm', () => {
    const written = stack.ofType('aws:cloudwatch/logMetricFilter:LogMetricFilter').map(({ inputs }) => {
      const { namespace, name } = inputs['metricTransformation'] as { namespace: string; name: string };
      return `${namespace} ${name}`;
    });
    const read = stack
      .ofType('aws:cloudwatch/metricAlarm:MetricAlarm')
      .map(({ inputs }) => `${String(inputs['namespace'])} ${String(inputs['metricName'])}`);
    const ofAws = read.filter((metric) => metric.startsWith('AWS/'));
    expect(read.filter((metric) => !written.includes(metric))).toEqual(ofAws);
    expect(written.filter((metric) => !read.includes(metric))).toEqual([]);
  });

  it('trusts, for connections to the database, the authority that signs its certificate in its region', () => {
    const { caCertIdentifier } = stack.resource('aws:rds/instance:Instance', 'database-instance').inputs;
    expect(caCertIdentifier).toBe('rds-ca-rsa2048-g1');
    const trusted = readCertificateAuthorities(undefined, stack.region).map(
      (pem) => new X509Certificate(pem).subject,
    );
    expect(trusted).toContainEqual(
      expect.stringMatching(new RegExp(`^CN=Amazon RDS ${stack.region} Root CA RSA2048 G1$`, 'm')),
    );
  });

  it('declares every log group that AWS would otherwise make by itself', () => {
    const declared = stack.ofType('aws:cloudwatch/logGroup:LogGroup').map(({ inputs }) => inputs['name']);
    const { identifier, enabledCloudwatchLogsExports } = stack.resource(
      'aws:rds/instance:Instance',
      'database-instance',
    ).inputs;
    const exported = (enabledCloudwatchLogsExports as string[]).map(
      (log) => `/aws/rds/instance/${String(identifier)}/${log}`,
    );
    expect(declared).toEqual(
      expect.arrayContaining([...exported, container.logConfiguration.options['awslogs-group']]),
    );
    const [cluster] = stack.ofType('aws:ecs/cluster:Cluster');
    const [{ value: insights }] = cluster?.inputs['settings'] as [{ value: string }];
    expect(
      declared.includes(`/aws/ecs/containerinsights/${String(cluster?.inputs['name'])}/performance`),
    ).toBe(insights === 'enabled');
  });

  it('lets a GET with a body through the load balancer', () => {
    expect(loadBalancer()).toMatchObject({ desyncMitigationMode: 'defensive' });
  });

  it('never lets WAF judge a body: it may hold a secret that looks like an exploit, and is longer than WAF reads', () => {
    const groups = stack.ofType('aws:wafv2/webAcl:WebAcl').flatMap(({ inputs }) => inputs['rules'] as Rule[]);
    const managed = groups.flatMap(({ statement }) => statement.managedRuleGroupStatement ?? []);
    expect(managed.map((group) => group.name)).toEqual(
      name === 'prod'
        ? ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet']
        : [],
    );
    for (const group of managed) {
      const counted = group.ruleActionOverrides.map(({ name: rule, actionToUse }) => [
        rule,
        Object.keys(actionToUse),
      ]);
      expect(counted).toEqual((bodyRulesOf[group.name] ?? []).map((rule) => [rule, ['count']]));
    }
  });

  it('sets the number of tasks back only where nothing else changes it', () => {
    const autoscaled = stack.ofType('aws:appautoscaling/target:Target').length > 0;
    const [service] = stack.ofType('aws:ecs/service:Service');
    expect(service?.options.ignoreChanges).toEqual(autoscaled ? ['desiredCount'] : []);
  });
});
