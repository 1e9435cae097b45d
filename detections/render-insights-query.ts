import { all, any, type Condition, type Test } from './condition.ts';

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

/** `any` of the conditions, with the operands that all of them share taken out, then those that some share. */
function anyFactored(conditions: readonly Condition[]): Condition {
  const operands = conditions.map((condition) => (condition.kind === 'all' ? condition.of : [condition]));
  const key = (condition: Condition): string => JSON.stringify(condition);
  const [first = [], ...others] = operands;
  const shared = first.filter((operand) =>
    others.every((each) => each.some((one) => key(one) === key(operand))),
  );
  const sharedKeys = new Set(shared.map(key));
  const own = operands.map((each) => each.filter((operand) => !sharedKeys.has(key(operand))));
  if (own.some((each) => each.length === 0)) return all(...shared);
  const beginnings = [...new Set(own.map(([operand]) => JSON.stringify(operand)))];
  const groups = beginnings.map((beginning) =>
    own.filter(([operand]) => JSON.stringify(operand) === beginning),
  );
  return all(...shared, any(...groups.map(joined)));
}

/** Those that begin alike share at least that. */
function joined(operands: readonly (readonly Condition[])[]): Condition {
  const [first = [], ...others] = operands;
  return others.length === 0 ? all(...first) : anyFactored(operands.map((each) => all(...each)));
}

function render(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
      return condition.of.map(renderOperand).join(' and ');
    case 'any':
      return renderAny(condition.of);
    case 'is':
      return renderText(condition.field, condition.text, { equals: '=', like: 'like' });
    case 'is-not':
      return renderText(condition.field, condition.text, { equals: '!=', like: 'not like' });
    case 'absent':
      return `not ispresent(${condition.field})`;
  }
}

/** Alternatives, those about one field together where one test can ask for all of their texts. */
function renderAny(operands: readonly Condition[]): string {
  const alternatives = operands.map((operand) => {
    if (operand.kind !== 'is') return renderOperand(operand);
    const texts = operands.flatMap((other) =>
      other.kind === 'is' && shapeOf(other) === shapeOf(operand) ? other.text : [],
    );
    return renderTexts(operand.field, [...new Set(texts)]);
  });
  return [...new Set(alternatives)].join(' or ');
}

/** Tests of one shape are about one field, their texts open at the same ends. */
function shapeOf({ field, text }: Test & { readonly kind: 'is' }): string {
  const isAlone = field.includes('[*]') || text === '*';
  return isAlone ? `${field} ${text}` : `${field} ${text.replace(/[^*]+/, 'text')}`;
}

/** That a field holds one of several texts of one shape. */
function renderTexts(field: string, texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  if (others.length === 0) return renderText(field, first, { equals: '=', like: 'like' });
  if (!first.includes('*')) return `${field} in [${texts.map((text) => `"${text}"`).join(', ')}]`;
  const plain = texts.map((text) => escapeRegex(text.replace(/^\*|\*$/g, '')));
  return `${field} like /${first.startsWith('*') ? '' : '^'}(${plain.join('|')})${first.endsWith('*') ? '' : '$'}/`;
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
