import { beforeAll, describe, expect, it } from 'vitest';
import { webAclLogPolicy } from '../../../infra/iam/web-acl-log-policy.ts';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';

/** What stands between callers and the service in prod. */
let prod: DeclaredStack;
let dev: DeclaredStack;
beforeAll(async () => {
  prod = await declaredStack('prod');
  dev = await declaredStack('dev');
});

const account = { partition: 'aws', accountId: '111122223333', region: 'ap-southeast-2' };
const only = (type: string) => {
  const [resource, ...others] = prod.ofType(type);
  if (resource === undefined || others.length > 0) throw new Error(`prod declares no single ${type}.`);
  return resource;
};
const json = (value: unknown): unknown => JSON.parse(String(value));

describe('the load balancer of prod', () => {
  it('is protected, strict about headers, lenient about a GET with a body, and logs who called', () => {
    expect(only('aws:lb/loadBalancer:LoadBalancer').inputs).toMatchObject({
      enableDeletionProtection: true,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: 'defensive',
      accessLogs: { bucket: 'keywatch-prod-111122223333-ap-southeast-2-access', enabled: true },
    });
  });

  it('serves HTTPS with TLS 1.3 and 1.2 and answers HTTP with a redirect alone', () => {
    const listeners = prod.ofType('aws:lb/listener:Listener').map((listener) => listener.inputs);
    expect(listeners.map(({ port, protocol, sslPolicy }) => [port, protocol, sslPolicy])).toEqual(
      expect.arrayContaining([
        [80, 'HTTP', undefined],
        [443, 'HTTPS', 'ELBSecurityPolicy-TLS13-1-2-2021-06'],
      ]),
    );
    expect(listeners.find(({ port }) => port === 80)?.['defaultActions']).toEqual([
      { type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', statusCode: 'HTTP_301' } },
    ]);
    expect(prod.outputs['applicationEndpoint']).toBe('https://secrets.example.com');
  });
});

describe('the web ACL of prod', () => {
  const visible = (metricName: string) => ({
    cloudwatchMetricsEnabled: true,
    metricName,
    sampledRequestsEnabled: true,
  });

  it('refuses too many requests of one address, bad repute and known exploits, but judges no body', () => {
    const count = (name: string) => ({ name, actionToUse: { count: {} } });
    const tooMany = { responseCode: 429, responseHeaders: [{ name: 'Retry-After', value: '300' }] };
    const managed = (name: string, ruleActionOverrides: object[]) => ({
      managedRuleGroupStatement: { vendorName: 'AWS', name, ruleActionOverrides },
    });
    expect(only('aws:wafv2/webAcl:WebAcl').inputs).toEqual({
      name: 'keywatch-prod-waf',
      description: 'Rate limit, bad repute and known exploits',
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visible('all'),
      rules: [
        {
          name: 'rate',
          priority: 0,
          statement: {
            rateBasedStatement: { aggregateKeyType: 'IP', evaluationWindowSec: 300, limit: 2000 },
          },
          action: { block: { customResponse: tooMany } },
          visibilityConfig: visible('rate'),
        },
        {
          name: 'ip-reputation',
          priority: 1,
          statement: managed('AWSManagedRulesAmazonIpReputationList', []),
          overrideAction: { none: {} },
          visibilityConfig: visible('ip-reputation'),
        },
        {
          name: 'known-bad-inputs',
          priority: 2,
          statement: managed('AWSManagedRulesKnownBadInputsRuleSet', [
            count('JavaDeserializationRCE_BODY'),
            count('Log4JRCE_BODY'),
            count('ReactJSRCE_BODY'),
          ]),
          overrideAction: { none: {} },
          visibilityConfig: visible('known-bad-inputs'),
        },
      ],
    });
  });

  it('stands before the load balancer', () => {
    expect(only('aws:wafv2/webAclAssociation:WebAclAssociation').inputs).toEqual({
      webAclArn: only('aws:wafv2/webAcl:WebAcl').outputs['arn'],
      resourceArn: only('aws:lb/loadBalancer:LoadBalancer').outputs['arn'],
    });
  });

  it('logs what it blocked or counted, without query strings, where WAF is allowed to', () => {
    const logGroup = prod.resource('aws:cloudwatch/logGroup:LogGroup', 'application-web-acl-log-group');
    expect(logGroup.inputs['name']).toBe('aws-waf-logs-keywatch-prod-waf');
    const logging = only('aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration');
    expect(logging.inputs).toEqual({
      resourceArn: only('aws:wafv2/webAcl:WebAcl').outputs['arn'],
      logDestinationConfigs: [logGroup.outputs['arn']],
      redactedFields: [{ queryString: {} }],
      loggingFilter: {
        defaultBehavior: 'DROP',
        filters: [
          {
            behavior: 'KEEP',
            requirement: 'MEETS_ANY',
            conditions: [{ actionCondition: { action: 'BLOCK' } }, { actionCondition: { action: 'COUNT' } }],
          },
        ],
      },
    });
    const policy = only('aws:cloudwatch/logResourcePolicy:LogResourcePolicy');
    expect(policy.inputs['policyName']).toBe('keywatch-prod-waf');
    expect(json(policy.inputs['policyDocument'])).toEqual(
      webAclLogPolicy(account, String(logGroup.outputs['arn'])),
    );
    expect(logging.options.dependsOn).toContain(policy.urn);
  });

  it('is left out of dev', () => {
    expect(dev.resources.filter(({ type }) => type.startsWith('aws:wafv2'))).toEqual([]);
  });
});
