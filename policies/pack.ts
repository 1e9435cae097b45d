import { PolicyPack, type PolicyResource, type StackValidationPolicy } from '@pulumi/policy';
import { expandRemoteComponents } from './expand-remote-components.ts';
import { judge } from './judge.ts';
import { profileOf } from './profiles/index.ts';
import { readStackFacts } from './read-stack-facts.ts';
import { fromPolicyResource } from './read-policy-resource.ts';
import type { Resource } from './resource.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules/index.ts';

/** All of them stop a preview or an update: what may be otherwise is said by a waiver, not by a weaker level. */
const enforcementLevel = 'mandatory';

function toPolicy(rule: Rule): StackValidationPolicy {
  return {
    name: rule.id,
    description: `${rule.sentence} (${rule.controls.join(', ')})`,
    enforcementLevel,
    validateStack: ({ resources }, reportViolation) => {
      for (const { resource, problem } of judgeWith([rule], resources).violations)
        reportViolation(problem, resource.urn);
    },
  };
}

/** Waivers that production may not have stop the update; those that nothing needs are only told. */
const waiverPolicies: StackValidationPolicy[] = [
  {
    name: 'waivers-allowed',
    description: 'A production stack waives no essential control.',
    enforcementLevel,
    validateStack: ({ resources }, reportViolation) => {
      for (const sentence of judgeWith(rules, resources).refusedWaivers) reportViolation(sentence);
    },
  },
  {
    name: 'waivers-used',
    description: 'Every waiver is needed.',
    enforcementLevel: 'advisory',
    validateStack: ({ resources }, reportViolation) => {
      for (const sentence of judgeWith(rules, resources).unusedWaivers) reportViolation(sentence);
    },
  },
];

function judgeWith(applied: readonly Rule[], policyResources: readonly PolicyResource[]) {
  const resources = expandRemoteComponents(policyResources.map(fromPolicyResource));
  return judge({
    rules: applied,
    resources,
    facts: readStackFacts(projectOf(resources), process.env['PULUMI_CONFIG']),
    profile: profileOf(stackOf(resources)),
  });
}

/** `urn:pulumi:STACK::PROJECT::TYPE::NAME` */
function stackOf([first]: readonly Resource[]): string {
  return first?.urn.split('::')[0]?.replace('urn:pulumi:', '') ?? '';
}

function projectOf([first]: readonly Resource[]): string {
  return first?.urn.split('::')[1] ?? '';
}

new PolicyPack('keywatch', { policies: [...rules.map(toPolicy), ...waiverPolicies] });
