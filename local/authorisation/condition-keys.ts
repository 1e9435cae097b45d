const variable = /\$\{([^}*?$,]+)[^}]*\}/g;

function variablesIn(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') {
    for (const [, name = ''] of value.matchAll(variable)) found.add(name.trim().toLowerCase());
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) variablesIn(member, found);
  }
}

function statementsOf(document: unknown): readonly Readonly<Record<string, unknown>>[] {
  const { Statement } = (document ?? {}) as { Statement?: Readonly<Record<string, unknown>>[] };
  return [Statement ?? []].flat();
}

/**
 * The condition keys a policy document depends on, in lower case (keys are not case-sensitive): those its conditions
 * test, and those its variables (`${aws:PrincipalTag/team}`) take their text from.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition.html
 */
export function conditionKeysOf(document: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  for (const statement of statementsOf(document)) {
    const operators = (statement['Condition'] ?? {}) as Readonly<Record<string, object>>;
    for (const tests of Object.values(operators)) {
      for (const key of Object.keys(tests)) found.add(key.toLowerCase());
    }
    variablesIn(statement, found);
  }
  return found;
}
