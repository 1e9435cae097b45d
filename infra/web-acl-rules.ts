import type * as aws from '@pulumi/aws';

type Rule = aws.types.input.wafv2.WebAclRule;

/** Seconds over which a client's requests are counted. */
const evaluationWindowSeconds = 300;

/**
 * The rules of AWSManagedRulesKnownBadInputsRuleSet that read bodies. They only count: a body holds the secret to
 * encrypt, which may look like anything, and WAF reads no more than the first 8 KB of it.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html
 */
export const bodyRules = ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'] as const;

/** What the web ACL refuses: too many requests of one address, addresses of bad repute, known exploits. Pure. */
export function webAclRules(requestsPerFiveMinutes: number): Rule[] {
  return [
    {
      name: 'rate',
      priority: 0,
      statement: {
        rateBasedStatement: {
          aggregateKeyType: 'IP',
          evaluationWindowSec: evaluationWindowSeconds,
          limit: requestsPerFiveMinutes,
        },
      },
      action: { block: { customResponse: tooManyRequests } },
      visibilityConfig: visibleAs('rate'),
    },
    managedRules(1, 'ip-reputation', 'AWSManagedRulesAmazonIpReputationList'),
    managedRules(2, 'known-bad-inputs', 'AWSManagedRulesKnownBadInputsRuleSet', bodyRules),
  ];
}

/** The answer the service itself gives to a client that asks too often. */
const tooManyRequests = {
  responseCode: 429,
  responseHeaders: [{ name: 'Retry-After', value: String(evaluationWindowSeconds) }],
};

function managedRules(priority: number, name: string, group: string, counted: readonly string[] = []): Rule {
  return {
    name,
    priority,
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name: group,
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    overrideAction: { none: {} },
    visibilityConfig: visibleAs(name),
  };
}

/** Metrics and samples of requests; a sample shows address, path and headers, never a body. */
export function visibleAs(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}
