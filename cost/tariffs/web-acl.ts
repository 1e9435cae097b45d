import { webAclPrices } from '../price-table/web-acl.ts';
import { perUnit, type Tariff, type Tariffs } from './tariff.ts';

/** A rule of our own and a group of AWS's free managed rules cost the same. */
const webAcl: Tariff = (resource) => {
  const rules = resource.inputs['rules'];
  return {
    idle: [
      { what: 'web ACL', quantity: 1, price: webAclPrices.acl },
      {
        what: 'rules of the web ACL',
        quantity: Array.isArray(rules) ? rules.length : 0,
        price: webAclPrices.rule,
      },
    ],
    usage: [perUnit('requests that WAF inspects', webAclPrices.requests)],
  };
};

export const webAclTariffs: Tariffs = { 'aws:wafv2/webAcl:WebAcl': webAcl };
