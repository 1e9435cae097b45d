import { documentProperties, statementsOf } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';

const operator =
  /^(?:ForAllValues:|ForAnyValue:)?(?:(?:String(?:Not)?(?:Equals(?:IgnoreCase)?|Like)|Numeric(?:Not)?Equals|Numeric(?:Less|Greater)Than(?:Equals)?|Date(?:Not)?Equals|Date(?:Less|Greater)Than(?:Equals)?|Bool|BinaryEquals|(?:Not)?IpAddress|Arn(?:Not)?(?:Equals|Like))(?:IfExists)?|Null)$/;
const conditionKey = /^[a-z0-9-]+:[A-Za-z0-9-]+(?:[:/][\w:./@=+-]+)?$/;

/** AWS accepts a condition key that no request ever carries: a mistyped one switches its statement off, or on. */
export const conditionKeys: Rule = {
  id: 'condition-keys',
  sentence: 'Conditions of policies are spelled as IAM spells them.',
  controls: ['field'],
  on: Object.keys(documentProperties) as [string, ...string[]],
  check: (holder) =>
    statementsOf(holder).flatMap(({ sid, conditions }) =>
      conditions
        .filter(
          ({ operator: name, key, values }) =>
            !operator.test(name) || !conditionKey.test(key) || values.length === 0,
        )
        .map(
          ({ operator: name, key }) =>
            `Statement ${sid} has the condition ${name} ${key}, which IAM does not know or never fulfils; mend its spelling or its values.`,
        ),
    ),
};
