import type { Rule } from '../../rule.ts';
import { at, list } from '../../values.ts';

const wanted = [
  {
    what: 'limits the rate of an address',
    is: (rule: unknown) =>
      at(rule, 'statement', 'rateBasedStatement') !== undefined && at(rule, 'action', 'block') !== undefined,
  },
  ...[
    ['AWSManagedRulesAmazonIpReputationList', 'refuses addresses of bad repute'],
    ['AWSManagedRulesKnownBadInputsRuleSet', 'refuses known exploits'],
  ].map(([group = '', what = '']) => ({
    what,
    is: (rule: unknown) =>
      at(rule, 'statement', 'managedRuleGroupStatement', 'name') === group &&
      at(rule, 'statement', 'managedRuleGroupStatement', 'vendorName') === 'AWS' &&
      at(rule, 'overrideAction', 'none') !== undefined,
  })),
];

export const webAclRules: Rule = {
  id: 'web-acl-rules',
  sentence: 'A web ACL limits the rate, and refuses addresses of bad repute and known exploits.',
  controls: ['FSBP WAF.10', 'CKV_AWS_175', 'CKV_AWS_342', 'CKV_AWS_192'],
  on: ['aws:wafv2/webAcl:WebAcl'],
  check: ({ properties }) =>
    wanted
      .filter(({ is }) => !list(properties['rules']).some(is))
      .map(({ what }) => `No rule ${what}; add one that blocks rather than counts.`),
};
