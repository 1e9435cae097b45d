import type { Resource } from './resource.ts';
import { UnknownValueError, guardUnknowns } from './unknown.ts';

/** What the stack's configuration says and its resources do not. */
export interface StackFacts {
  /** Roles of other applications that the stack watches. */
  readonly monitorRoleArns: readonly string[];
  /** Principals that administer the stack's keys. */
  readonly keyAdministratorArns: readonly string[];
}

/** All resources of a stack, for rules that look at more than one. */
export interface StackView {
  readonly facts: StackFacts;
  ofType(...types: readonly string[]): readonly Resource[];
  /**
   * The resources of a type for which the predicate holds.
   * @throws UnknownValueError when there is none and the predicate can't be told of some.
   */
  find(type: string, predicate: (resource: Resource) => boolean): readonly Resource[];
}

/** The view over these resources; reading an unknown value of one throws. */
export function createStackView(all: readonly Resource[], facts: StackFacts): StackView {
  const guarded = new Map<Resource, Resource>();
  const guard = (resource: Resource): Resource => {
    const known = guarded.get(resource) ?? { ...resource, properties: guardUnknowns(resource.properties) };
    guarded.set(resource, known);
    return known;
  };
  const ofType = (...types: readonly string[]) => all.filter(({ type }) => types.includes(type)).map(guard);
  return {
    facts,
    ofType,
    find(type, predicate) {
      let undecided: UnknownValueError | undefined;
      const found = ofType(type).filter((resource) => {
        try {
          return predicate(resource);
        } catch (error) {
          if (!(error instanceof UnknownValueError)) throw error;
          undecided = error;
          return false;
        }
      });
      if (found.length === 0 && undecided !== undefined) throw undecided;
      return found;
    },
  };
}
