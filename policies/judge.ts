import type { Profile, Waiver } from './profiles/profile.ts';
import type { Resource } from './resource.ts';
import type { Rule } from './rule.ts';
import { createStackView, type StackFacts } from './stack-view.ts';
import { UnknownValueError } from './unknown.ts';

export interface Violation {
  readonly rule: Rule;
  readonly resource: Resource;
  /** What is wrong, what is allowed, how to cure it. */
  readonly problem: string;
}

/** A violation that the stack's profile gives a reason for. */
export interface WaivedViolation extends Violation {
  readonly waiver: Waiver;
}

export interface Judgement {
  readonly violations: readonly Violation[];
  readonly waived: readonly WaivedViolation[];
  /** Where a rule needed a value that only the deployment will tell. */
  readonly undecided: readonly Omit<Violation, 'problem'>[];
  /** A sentence for each waiver that production may not have. */
  readonly refusedWaivers: readonly string[];
  /** A sentence for each waiver, or each resource it names, that nothing needs. */
  readonly unusedWaivers: readonly string[];
}

export interface Case {
  readonly rules: readonly Rule[];
  readonly resources: readonly Resource[];
  readonly facts: StackFacts;
  readonly profile: Profile;
}

/** Holds a stack's resources against rules. Pure. */
export function judge({ rules, resources, facts, profile }: Case): Judgement {
  const { found, undecided } = findViolations(rules, resources, facts);
  const waivers = profile.waivers.filter(({ rule }) => rules.some(({ id }) => id === rule));
  const refused = waivers.filter((waiver) => isRefused(waiver, rules, profile));
  const granted = waivers.filter((waiver) => !refused.includes(waiver));
  const waived = found.flatMap((violation) => {
    const waiver = granted.find((candidate) => covers(candidate, violation));
    return waiver === undefined ? [] : [{ ...violation, waiver }];
  });
  return {
    violations: found.filter((violation) => !granted.some((waiver) => covers(waiver, violation))),
    waived,
    undecided,
    refusedWaivers: refused.map(
      ({ rule }) =>
        `The profile ${profile.name} waives ${rule}, which a production stack can't: keep the rule and remove the waiver.`,
    ),
    unusedWaivers: granted
      .filter(({ rule }) => !undecided.some((open) => open.rule.id === rule))
      .flatMap((waiver) => unused(waiver, waived, profile)),
  };
}

function findViolations(rules: readonly Rule[], resources: readonly Resource[], facts: StackFacts) {
  const stack = createStackView(resources, facts);
  const found: Violation[] = [];
  const undecided: Omit<Violation, 'problem'>[] = [];
  for (const rule of rules) {
    for (const resource of stack.ofType(...rule.on)) {
      try {
        const problems = rule.check(resource, stack) ?? [];
        for (const problem of typeof problems === 'string' ? [problems] : problems)
          found.push({ rule, resource, problem });
      } catch (error) {
        if (!(error instanceof UnknownValueError)) throw error;
        undecided.push({ rule, resource });
      }
    }
  }
  return { found, undecided };
}

function isRefused({ rule }: Waiver, rules: readonly Rule[], { production }: Profile): boolean {
  return production && rules.some(({ id, essential }) => id === rule && essential !== undefined);
}

function covers(waiver: Waiver, { rule, resource }: Violation): boolean {
  return waiver.rule === rule.id && (waiver.resources?.includes(resource.name) ?? true);
}

function unused(waiver: Waiver, waived: readonly WaivedViolation[], profile: Profile): string[] {
  const used = waived.filter((violation) => violation.waiver === waiver).map(({ resource }) => resource.name);
  const idle = (waiver.resources ?? []).filter((name) => !used.includes(name));
  if (idle.length === 0 && used.length > 0) return [];
  const where = idle.length > 0 ? ` for ${idle.join(', ')}` : '';
  return [
    `The profile ${profile.name} waives ${waiver.rule}${where}, and nothing needs it: remove the waiver, or it will hide the next violation.`,
  ];
}
