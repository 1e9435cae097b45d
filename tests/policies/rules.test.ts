import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judge, type Judgement } from '../../policies/judge.ts';
import type { Resource } from '../../policies/resource.ts';
import { essentials } from '../../policies/rule.ts';
import { rules } from '../../policies/rules/index.ts';
import { unknownValue } from '../../policies/unknown.ts';
import { goodStack } from './fixtures/good-stack.ts';
import { fixtures } from './fixtures/index.ts';

const facts = {
  monitorRoleArns: ['arn:aws:iam::444455556666:role/monitored'],
  keyAdministratorArns: ['arn:aws:iam::111122223333:role/administrators'],
};
const profile = { name: 'strict', stacks: [], production: true, waivers: [] };

function judged(resources: readonly Resource[], applied = rules): Judgement {
  return judge({ rules: applied, resources, facts, profile });
}

function problemsOf(id: string, resources: readonly Resource[]): readonly string[] {
  const applied = rules.filter((rule) => rule.id === id);
  return judged(resources, applied).violations.map(({ problem }) => problem);
}

describe.each(rules)('$id', ({ id, on }) => {
  const { breaks, keeps = {} } = fixtures[id] ?? { breaks: {} };

  it.each(Object.keys(breaks))('is broken by: %s', (title) => {
    const problems = problemsOf(id, breaks[title] ?? []);
    expect(problems).not.toEqual([]);
    for (const problem of problems) expect(problem).toMatch(/^.{20,600}\.$/s);
  });

  it.each(['the good stack', ...Object.keys(keeps)])('is kept by: %s', (title) => {
    const kept = keeps[title] ?? goodStack;
    expect(problemsOf(id, kept)).toEqual([]);
    const judgedTypes = [...kept, ...Object.values(breaks).flat()].map(({ type }) => type);
    expect(on.some((type) => judgedTypes.includes(type))).toBe(true);
  });
});

describe('the rules', () => {
  it('are all kept by the good stack', () => {
    expect(judged(goodStack).violations).toEqual([]);
  });

  it('have a failing fixture each, and no fixture is of a rule that is gone', () => {
    expect(Object.keys(fixtures).sort()).toEqual(rules.map(({ id }) => id).sort());
    expect(Object.values(fixtures).filter(({ breaks }) => Object.keys(breaks).length === 0)).toEqual([]);
  });

  it('are a file each, named after the rule', () => {
    const files = readdirSync('policies/rules', { recursive: true, encoding: 'utf8' });
    for (const { id } of rules) expect(files.filter((file) => file.endsWith(`/${id}.ts`))).toHaveLength(1);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('are one sentence each', () => {
    expect(rules.filter(({ sentence }) => !/^[A-Z][^\n]*\.$/.test(sentence)).map(({ id }) => id)).toEqual([]);
  });

  it('cover everything that production may not waive', () => {
    expect(essentials.filter((row) => !rules.some(({ essential }) => essential === row))).toEqual([]);
  });

  it('take no value that is not known yet for a violation', () => {
    const hide = (properties: Resource['properties']): Resource['properties'] =>
      Object.fromEntries(Object.keys(properties).map((key) => [key, unknownValue]));
    const unknown = goodStack.map((resource) => ({ ...resource, properties: hide(resource.properties) }));
    const { violations, undecided } = judged(unknown);
    expect(violations.map(({ rule, problem }) => `${rule.id}: ${problem}`)).toEqual([]);
    expect(undecided.length).toBeGreaterThan(rules.length);
  });
});
