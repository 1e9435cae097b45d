import type { Rule } from '../../rule.ts';
import { at, list, text } from '../../values.ts';

/** @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const bodyRules: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesKnownBadInputsRuleSet: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'],
  AWSManagedRulesCommonRuleSet: [
    'SizeRestrictions_BODY',
    'EC2MetaDataSSRF_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'CrossSiteScripting_BODY',
  ],
  AWSManagedRulesSQLiRuleSet: ['SQLi_BODY', 'SQLiExtendedPatterns_BODY'],
  AWSManagedRulesUnixRuleSet: ['UNIXShellCommandsVariables_BODY'],
  AWSManagedRulesWindowsRuleSet: ['WindowsShellCommands_BODY', 'PowerShellCommands_BODY'],
  AWSManagedRulesPHPRuleSet: ['PHPHighRiskMethodsVariables_BODY'],
};

/** A body is the secret to encrypt: it may look like anything, and WAF reads its first 8 KB alone. */
export const webAclBodyRules: Rule = {
  id: 'web-acl-body-rules',
  sentence: 'Rules of a web ACL that read bodies count and do not block.',
  controls: ['field'],
  on: ['aws:wafv2/webAcl:WebAcl'],
  check: ({ properties }) =>
    list(properties['rules']).flatMap((rule) => {
      const group = at(rule, 'statement', 'managedRuleGroupStatement');
      const overrides = list(at(group, 'ruleActionOverrides'));
      const counted = overrides
        .filter((override) => at(override, 'actionToUse', 'count') !== undefined)
        .map((override) => text(at(override, 'name')));
      return (bodyRules[text(at(group, 'name'))] ?? [])
        .filter((name) => !counted.includes(name))
        .map((name) => `${name} blocks by what a body looks like; override its action with count.`);
    }),
};
