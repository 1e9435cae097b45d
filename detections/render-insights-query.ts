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
      return [...new Set(condition.of.flatMap(renderConjunct))].join(' and ');
    case 'any':
      return renderAny(condition.of);
    case 'is':
      return renderText(condition.field, condition.text, { equals: '=', like: 'like' });
    case 'is-not':
      return renderIsNot(condition).join(' and ');
    case 'absent':
      return `not ispresent(${condition.field})`;
  }
}

/**
 * A filter pattern's `!=` is false for a missing field. What it is in a query AWS does not say, so that the query says it:
 * the field is there, and holds something else.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Filter.html
 */
function renderIsNot({ field, text }: Test & { readonly kind: 'is-not' }): readonly string[] {
  return [`ispresent(${field})`, renderText(field, text, { equals: '!=', like: 'not like' })];
}

/** What several of them say alike is to be said once. */
function renderConjunct(operand: Condition): readonly string[] {
  return operand.kind === 'is-not' ? renderIsNot(operand) : [renderOperand(operand)];
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
  const plain = texts.map((text) => text.replace(/^\*|\*$/g, ''));
  const groups = groupsOf(plain).length;
  if (!first.includes('*') && groups === plain.length) {
    return `${field} in [${plain.map((text) => `"${text}"`).join(', ')}]`;
  }
  const expression = groups === 1 ? alternatives(plain) : `(${alternatives(plain)})`;
  return `${field} like /${first.startsWith('*') ? '' : '^'}${expression}${first.endsWith('*') ? '' : '$'}/`;
}

/** What several texts have to begin with alike to say it once: names and ARNs of a stack do, events do not. */
const minSharedLength = 20;

/** Texts, those with a long beginning in common together. */
function groupsOf(texts: readonly string[]): readonly (readonly string[])[] {
  const beginnings = new Set(texts.map((text) => text.slice(0, minSharedLength)));
  return [...beginnings].map((beginning) =>
    texts.filter((text) => text.slice(0, minSharedLength) === beginning),
  );
}

/** Several texts as a part of a regular expression. */
function alternatives(texts: readonly string[]): string {
  const written = groupsOf(texts).map((group) => {
    const beginning = group.length === 1 ? (group[0] ?? '') : sharedBeginning(group);
    const ends = group.map((text) => text.slice(beginning.length));
    return `${escapeRegex(beginning)}${group.length === 1 ? '' : `(${alternatives(ends)})`}`;
  });
  return written.join('|');
}

function sharedBeginning([first = '', ...others]: readonly string[]): string {
  let beginning = first;
  while (!others.every((other) => other.startsWith(beginning))) beginning = beginning.slice(0, -1);
  return beginning;
}

function renderOperand(operand: Condition): string {
  const isJoined = operand.kind === 'all' || operand.kind === 'any' || operand.kind === 'is-not';
  return isJoined ? `(${render(operand)})` : render(operand);
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
