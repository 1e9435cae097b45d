import { CostError } from '../cost-error.ts';
import { webAclPrices } from '../price-table/web-acl.ts';
import { perUnit, type Tariff, type Tariffs } from './tariff.ts';

interface Rule {
  readonly statement?: {
    readonly managedRuleGroupStatement?: { readonly name: string; readonly vendorName: string };
  };
}

/** Groups of AWS that are charged by themselves, as those of other vendors are. @see https://aws.amazon.com/waf/pricing/ */
const chargedGroups = /^AWSManagedRules(BotControl|ATP|ACFP|AntiDDoS)RuleSet$/;

/** A rule of our own and a group of AWS's free managed rules cost the same. */
const webAcl: Tariff = (resource) => {
  const rules = (resource.inputs['rules'] ?? []) as readonly Rule[];
  const charged = rules
    .flatMap(({ statement }) => statement?.managedRuleGroupStatement ?? [])
    .find(({ name, vendorName }) => vendorName !== 'AWS' || chargedGroups.test(name));
  if (charged !== undefined) {
    throw new CostError(
      `${resource.type} "${resource.name}": the rule group ${charged.name} of ${charged.vendorName} is charged by itself and has no tariff.`,
    );
  }
  return {
    idle: [
      { what: 'web ACL', quantity: 1, price: webAclPrices.acl },
      { what: 'rules of the web ACL', quantity: rules.length, price: webAclPrices.rule },
    ],
    usage: [perUnit('requests that WAF inspects', webAclPrices.requests)],
  };
};

export const webAclTariffs: Tariffs = { 'aws:wafv2/webAcl:WebAcl': webAcl };
