import type { DeclaredResource } from '../../stack/declared-stack.ts';
import { DeclarationError, propertiesOf } from '../../stack/declared/properties.ts';
import { compileEventPattern, type EventPattern } from '../eventbridge/event-pattern.ts';
import { ruleStates, type RuleState } from '../eventbridge/rule-state.ts';

/** The sources that a rule's pattern names by exact values. */
export function sourcesOf(rule: DeclaredResource): readonly unknown[] {
  const { source } = propertiesOf(rule).json('eventPattern') as { readonly source?: readonly unknown[] };
  return source ?? [];
}

/** @throws DeclarationError for a pattern with what is not simulated. */
export function readEventPattern(rule: DeclaredResource): EventPattern {
  try {
    return compileEventPattern(propertiesOf(rule).text('eventPattern'));
  } catch (error) {
    throw new DeclarationError(`${rule.type} "${rule.name}": ${(error as Error).message}`, { cause: error });
  }
}

/** @throws DeclarationError for a state that EventBridge does not have. */
export function readRuleState(rule: DeclaredResource): RuleState {
  const declared = propertiesOf(rule).optionalText('state') ?? 'ENABLED';
  const state = ruleStates.find((each) => each === declared);
  if (state === undefined) {
    throw new DeclarationError(
      `${rule.type} "${rule.name}": state is "${declared}"; it must be one of ${ruleStates.join(', ')}.`,
    );
  }
  return state;
}
