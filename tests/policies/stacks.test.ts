import { beforeAll, describe, expect, it } from 'vitest';
import { judge, type Judgement } from '../../policies/judge.ts';
import { profileOf, profiles } from '../../policies/profiles/index.ts';
import { fromDeclaredStack } from '../../policies/read-declared-stack.ts';
import type { Resource } from '../../policies/resource.ts';
import { rules } from '../../policies/rules/index.ts';
import { listStacks } from '../../stack/project.ts';
import { declaredStack } from '../support/declared-stack.ts';
import { judgedStack } from '../support/policies/judged-stack.ts';
import { guarded, preview } from '../support/stacks.ts';

const stacks = await listStacks('.');
const noFacts = { monitorRoleArns: [], keyAdministratorArns: [] };

it('are judged with every stack file there is', () => {
  expect(stacks).toEqual(['dev', 'monitor', 'preview', 'prod']);
});

describe.each(stacks)('%s', (stack) => {
  let judgement: Judgement;
  beforeAll(async () => {
    judgement = await judgedStack(stack);
  });

  it('keeps every rule but those its profile waives, and needs each waiver', () => {
    const { violations, undecided, refusedWaivers, unusedWaivers, waived } = judgement;
    expect(
      violations.map(({ rule, resource, problem }) => `${rule.id} ${resource.name}: ${problem}`),
    ).toEqual([]);
    expect([undecided, refusedWaivers, unusedWaivers]).toEqual([[], [], []]);
    expect(waived.length).toBeGreaterThan(0);
  });
});

describe('stacks without a file', () => {
  let thrownAway: readonly Resource[];
  let withEndpoints: readonly Resource[];
  beforeAll(async () => {
    thrownAway = fromDeclaredStack(await declaredStack('preview', preview));
    withEndpoints = fromDeclaredStack(await declaredStack('guarded', guarded));
  });

  it('that are thrown away keep every rule but those their profile waives, and need each waiver', () => {
    const resources = thrownAway;
    const { violations, unusedWaivers } = judge({
      rules,
      resources,
      facts: noFacts,
      profile: profileOf('preview'),
    });
    expect(violations.map(({ rule, resource }) => `${rule.id} ${resource.name}`)).toEqual([]);
    expect(unusedWaivers).toEqual([]);
  });

  it('with endpoints instead of NAT need one waiver less than production', () => {
    const facts = { ...noFacts, keyAdministratorArns: guarded['keywatch:keyAdministratorArns'] };
    const resources = withEndpoints;
    const { violations, unusedWaivers } = judge({ rules, resources, facts, profile: profileOf('guarded') });
    expect(violations.map(({ rule, resource, problem }) => `${rule.id} ${resource.name} ${problem}`)).toEqual(
      [],
    );
    expect(unusedWaivers).toEqual([expect.stringContaining('waives registry-endpoints,')]);
  });
});

describe('profiles', () => {
  it.each([
    ['prod', 'production'],
    ['staging', 'production'],
    ['dev-2', 'production'],
    ['', 'production'],
    ['dev', 'lab'],
    ['pr-17', 'throw-away'],
    ['preview', 'throw-away'],
    ['monitor', 'monitor'],
  ])('of the stack "%s" is %s', (stack, profile) => {
    expect(profileOf(stack).name).toBe(profile);
  });

  it('give a reason of some length for rules that exist, each once', () => {
    for (const { waivers } of profiles) {
      expect(waivers.filter(({ reason }) => reason.length < 20)).toEqual([]);
      expect(waivers.filter(({ rule }) => !rules.some(({ id }) => id === rule))).toEqual([]);
      expect(new Set(waivers.map(({ rule }) => rule)).size).toBe(waivers.length);
    }
  });

  it('of production waive nothing essential', () => {
    const essential = rules.filter((rule) => rule.essential !== undefined).map(({ id }) => id);
    const waived = profiles.filter(({ production }) => production).flatMap(({ waivers }) => waivers);
    expect(essential.length).toBeGreaterThan(50);
    expect(waived.filter(({ rule }) => essential.includes(rule))).toEqual([]);
  });
});
