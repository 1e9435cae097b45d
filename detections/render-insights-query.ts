import { all, any, type Condition } from './condition.ts';

/** Of what is shown, the most. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Limit.html */
const maxRecords = 1000;

/** Records by AWS services have no ARN, those of another account neither. */
const who =
  'coalesce(userIdentity.arn, userIdentity.invokedBy, userIdentity.principalId, userIdentity.accountId)';

/**
 * A query of CloudWatch Logs Insights for the records that fulfil one of the conditions. What the conditions have
 * in common is written once: a query has room for 10,000 characters.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html
 */
export function renderInsightsQuery(conditions: readonly Condition[]): string {
  return [
    `fields @timestamp, eventTime, ${who} as who, sourceIPAddress, eventSource, eventName, errorCode, errorMessage, requestID`,
    `| filter ${render(anyFactored(conditions))}`,
    '| sort @timestamp desc',
    `| limit ${maxRecords}`,
  ].join('\n');
}

/** `any` of the conditions, with the operands that all of them share taken out. */
function anyFactored(conditions: readonly Condition[]): Condition {
  const operands = conditions.map((condition) => (condition.kind === 'all' ? condition.of : [condition]));
  const key = (condition: Condition): string => JSON.stringify(condition);
  const [first = [], ...others] = operands;
  const shared = first.filter((operand) =>
    others.every((each) => each.some((one) => key(one) === key(operand))),
  );
  const sharedKeys = new Set(shared.map(key));
  const own = operands.map((each) => each.filter((operand) => !sharedKeys.has(key(operand))));
  return own.some((each) => each.length === 0)
    ? all(...shared)
    : all(...shared, any(...own.map((each) => all(...each))));
}

function render(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
      return condition.of.map(renderOperand).join(' and ');
    case 'any':
      return condition.of.map(renderOperand).join(' or ');
    case 'is':
      return renderText(condition.field, condition.text, { equals: '=', like: 'like' });
    case 'is-not':
      return renderText(condition.field, condition.text, { equals: '!=', like: 'not like' });
    case 'absent':
      return `not ispresent(${condition.field})`;
  }
}

function renderOperand(operand: Condition): string {
  return operand.kind === 'all' || operand.kind === 'any' ? `(${render(operand)})` : render(operand);
}

function renderText(
  field: string,
  text: string,
  words: { readonly equals: string; readonly like: string },
): string {
  if (text === '*') return `ispresent(${field})`;
  const plain = text.replace(/^\*|\*$/g, '');
  const startsOpen = text.startsWith('*');
  const endsOpen = text.endsWith('*');
  if (field.includes('[*]')) return `@message ${words.like} ${elementRegex(field, plain, endsOpen)}`;
  if (startsOpen && endsOpen) return `${field} ${words.like} "${plain}"`;
  if (!startsOpen && !endsOpen) return `${field} ${words.equals} "${plain}"`;
  return `${field} ${words.like} /${startsOpen ? '' : '^'}${escapeRegex(plain)}${endsOpen ? '' : '$'}/`;
}

/**
 * Insights numbers the elements of a list (`resources.0.ARN`) and has no word for "every element": there the text is
 * looked for in the record as it is written, which could show a record more that has the same elsewhere.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
function elementRegex(field: string, plain: string, endsOpen: boolean): string {
  const [, name] = field.split('[*].');
  const key = name === undefined ? '' : String.raw`"${name}":\s*`;
  return `/${key}"${escapeRegex(plain)}${endsOpen ? '' : '"'}/`;
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
