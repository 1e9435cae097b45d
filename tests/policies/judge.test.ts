import { describe, expect, it } from 'vitest';
import { judge } from '../../policies/judge.ts';
import type { Waiver } from '../../policies/profiles/profile.ts';
import type { Resource } from '../../policies/resource.ts';
import type { Rule } from '../../policies/rule.ts';
import { unknownValue } from '../../policies/unknown.ts';

const rule: Rule = {
  id: 'closed',
  sentence: 'A door is closed.',
  controls: ['field'],
  on: ['house:index:Door'],
  check: ({ properties }) => (properties['closed'] === true ? undefined : 'The door is open; close it.'),
};
const essential: Rule = { ...rule, id: 'locked', essential: 'deletion protection' };

function door(name: string, closed: unknown): Resource {
  return { type: 'house:index:Door', name, urn: name, parent: undefined, properties: { closed } };
}

function judged(resources: readonly Resource[], waivers: readonly Waiver[], production = false) {
  const profile = { name: 'test', stacks: [], production, waivers };
  const facts = { monitorRoleArns: [], keyAdministratorArns: [] };
  return judge({ rules: [rule, essential], resources, facts, profile });
}

const reason = 'for the test';
const both = [{ rule: 'locked', reason }];

describe('judge', () => {
  it('tells each violation with its rule, resource and problem', () => {
    const { violations } = judged([door('front', true), door('back', false)], both);
    expect(violations).toMatchObject([
      { rule: { id: 'closed' }, resource: { name: 'back' }, problem: 'The door is open; close it.' },
    ]);
  });

  it('keeps what is waived apart, with its reason', () => {
    const { violations, waived } = judged([door('back', false)], [...both, { rule: 'closed', reason }]);
    expect(violations).toEqual([]);
    expect(waived.map(({ waiver }) => waiver.rule)).toEqual(['closed', 'locked']);
  });

  it('waives for the named resources alone', () => {
    const waivers = [...both, { rule: 'closed', resources: ['front'], reason }];
    const { violations, unusedWaivers } = judged([door('front', false), door('back', false)], waivers);
    expect([violations.map(({ resource }) => resource.name), unusedWaivers]).toEqual([['back'], []]);
  });

  it('tells a waiver that nothing needs, and each resource for which it is not needed', () => {
    const waivers = [...both, { rule: 'closed', resources: ['front', 'back'], reason }];
    expect(judged([door('front', false), door('back', true)], waivers).unusedWaivers).toEqual([
      'The profile test waives closed for back, and nothing needs it: remove the waiver, or it will hide the next violation.',
    ]);
    expect(judged([door('front', true)], [{ rule: 'closed', reason }]).unusedWaivers).toHaveLength(1);
  });

  it('lets an essential rule be waived where it is not production', () => {
    expect(judged([door('back', false)], [{ rule: 'closed', reason }, ...both])).toMatchObject({
      violations: [],
      refusedWaivers: [],
    });
  });

  it('refuses to waive an essential rule in production', () => {
    const { violations, refusedWaivers } = judged(
      [door('back', false)],
      [{ rule: 'closed', reason }, ...both],
      true,
    );
    expect(violations.map(({ rule: { id } }) => id)).toEqual(['locked']);
    expect(refusedWaivers).toEqual([
      "The profile test waives locked, which a production stack can't: keep the rule and remove the waiver.",
    ]);
  });

  it('leaves open what needs an unknown value, and calls no waiver of it unused', () => {
    const result = judged([door('front', unknownValue)], [{ rule: 'closed', reason }, ...both]);
    expect([result.violations, result.unusedWaivers]).toEqual([[], []]);
    expect(result.undecided.map(({ resource }) => resource.name)).toEqual(['front', 'front']);
  });

  it('lets a rule fail that fails for another reason than an unknown value', () => {
    const broken: Rule = {
      ...rule,
      check: () => {
        throw new TypeError('a mistake');
      },
    };
    const facts = { monitorRoleArns: [], keyAdministratorArns: [] };
    const profile = { name: 'test', stacks: [], production: false, waivers: [] };
    expect(() => judge({ rules: [broken], resources: [door('front', true)], facts, profile })).toThrow(
      'a mistake',
    );
  });
});
