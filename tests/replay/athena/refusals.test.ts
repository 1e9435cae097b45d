import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { compilePattern } from '../../../replay/athena/compile-pattern.ts';
import { athenaDialect } from '../../../replay/athena/sql-dialect.ts';
import { rowOf } from '../../support/athena/cloudtrail-rows.ts';

function compile(pattern: string) {
  return compilePattern(parseFilterPattern(pattern).syntax, athenaDialect);
}

/** Each with two records that CloudWatch tells apart and the table does not: that is why there is no SQL. */
const lostInTheTable: readonly (readonly [clause: string, why: string, matches: object, misses: object])[] = [
  [
    '$.eventName IS NULL',
    'the table has NULL for eventName whether it is null or missing',
    { eventName: null },
    {},
  ],
  [
    '$.sessionCredentialFromConsole IS TRUE',
    'the table keeps sessionCredentialFromConsole as text, in which true is both a boolean and a string',
    { sessionCredentialFromConsole: true },
    { sessionCredentialFromConsole: 'true' },
  ],
  [
    '$.apiVersion > 1',
    'the table keeps apiVersion as text, and to CloudWatch only numbers have an order',
    { apiVersion: 2 },
    { apiVersion: '2' },
  ],
  [
    '$.readOnly = "true"',
    'readOnly is a boolean in the record and text in the table; only IS TRUE, IS FALSE and NOT EXISTS can be told there',
    { readOnly: 'true' },
    { readOnly: true },
  ],
  [
    '$.requestParameters NOT EXISTS',
    'the table keeps the JSON of requestParameters as text, and NULL whether it is null or missing; ask for one of its members',
    {},
    { requestParameters: null },
  ],
  [
    '$.requestParameters IS NULL',
    'the table keeps the JSON of requestParameters as text, and NULL whether it is null or missing; ask for one of its members',
    { requestParameters: null },
    {},
  ],
  [
    '$.userIdentity.sessionContext IS NULL',
    'userIdentity.sessionContext is no scalar in the record; ask for one of its members',
    { userIdentity: { sessionContext: null } },
    { userIdentity: {} },
  ],
  [
    '$.managementEvent IS TRUE',
    'the table has no managementEvent',
    { managementEvent: true },
    { managementEvent: false },
  ],
  [
    '$.userIdentity.inScopeOf.issuerType = "AWS::Lambda::Function"',
    'the table has no userIdentity.inScopeOf',
    { userIdentity: { inScopeOf: { issuerType: 'AWS::Lambda::Function' } } },
    { userIdentity: {} },
  ],
  [
    '$.eventname = "Decrypt"',
    'the table has no eventname; records spell it eventName',
    { eventname: 'Decrypt' },
    { eventName: 'Decrypt' },
  ],
  [
    '$.resources.*.arn = "x"',
    'the table has no resources[*].arn; records spell it ARN',
    { resources: [{ arn: 'x' }] },
    { resources: [{ ARN: 'x' }] },
  ],
  ['$.* = "x"', 'the table has only the documented fields of a record', { unknown: 'x' }, {}],
  [
    '$.userIdentity.* = "x"',
    'the table has only the documented fields of userIdentity',
    { userIdentity: { unknown: 'x' } },
    { userIdentity: {} },
  ],
];

describe('a clause that the table has lost the answer to', () => {
  it.each(lostInTheTable)('is refused: %s', (clause, why, matches, misses) => {
    const pattern = parseFilterPattern(`{ ${clause} }`);
    expect([pattern.match(JSON.stringify(matches)), pattern.match(JSON.stringify(misses))]).toEqual([
      true,
      false,
    ]);
    expect(rowOf(JSON.stringify(matches))).toEqual(rowOf(JSON.stringify(misses)));
    expect(compile(pattern.text)).toEqual({ kind: 'refused', clauses: [{ clause, why }] });
  });

  it('is refused where only JavaScript knows its name', () => {
    expect(compile('{ $.constructor NOT EXISTS }')).toEqual({
      kind: 'refused',
      clauses: [{ clause: '$.constructor NOT EXISTS', why: 'the table has no constructor' }],
    });
  });

  it.each([
    '$.eventName NOT EXISTS',
    '$.readOnly IS TRUE',
    '$.apiVersion = 1',
    '$.requestParameters.name NOT EXISTS',
    '$.requestParameters.name IS NULL',
    '$.userIdentity.sessionContext NOT EXISTS',
    '$.eventName = "Decrypt"',
    '$.resources[*].ARN = "x"',
    '$.requestParameters.* = "x"',
  ])('is not to be confused with %s, which has SQL', (clause) => {
    expect(compile(`{ ${clause} }`).kind).toBe('sql');
  });
});

describe('a clause that depends on how something is spelled', () => {
  it.each([
    ['$.requestParameters.size = "1.50"', 'whether a number looks like "1.50"'],
    ['$.requestParameters.size = "10*"', 'whether a number looks like "10*"'],
    ['$.requestParameters.size != "*5"', 'whether a number looks like "*5"'],
    ['$.requestParameters.size = "*e*"', 'whether a number looks like "*e*"'],
    ['$.requestParameters.size = "1234567890123456"', 'whether a number looks like "1234567890123456"'],
    ['$.requestParameters.size > 1.000000000000001', "SQL compares JSON's numbers as DOUBLE"],
    ['$.requestParameters.size = 1e400', "SQL compares JSON's numbers as DOUBLE"],
    ['$.eventName = %^Decrypt$%', "Athena's regular expressions are another dialect"],
    ['$.requestParameters.name = %^a$%', "Athena's regular expressions are another dialect"],
  ])('is refused: %s', (clause, why) => {
    const compiled = compile(`{ ${clause} }`);
    expect(compiled).toMatchObject({ kind: 'refused', clauses: [{ clause }] });
    expect(compiled.kind === 'refused' ? compiled.clauses[0]?.why : '').toContain(why);
  });

  it.each([
    '$.requestParameters.size = "150"',
    '$.requestParameters.size = "1.5.*"',
    '$.requestParameters.size = "e*"',
    '$.requestParameters.size = "*-"',
    '$.requestParameters.size = "111122223333"',
    '$.requestParameters.size > 1.00000000000001',
    '$.requestParameters.size = 1e200',
    '$.apiVersion = "1.50"',
    '$.sourceIPAddress = "10*"',
  ])('is not to be confused with %s, which has SQL', (clause) => {
    expect(compile(`{ ${clause} }`).kind).toBe('sql');
  });
});

describe('a pattern', () => {
  it('is refused with all of its clauses that have no SQL', () => {
    const compiled = compile('{ $.eventName = "x" && ($.a = 1 || $.readOnly IS NULL) }');
    expect(compiled.kind === 'refused' ? compiled.clauses.map(({ clause }) => clause) : []).toEqual([
      '$.a = 1',
      '$.readOnly IS NULL',
    ]);
  });

  it.each(['Decrypt', '[a, b]'])('of another kind is refused as a whole: %s', (pattern) => {
    expect(compile(pattern)).toEqual({
      kind: 'refused',
      clauses: [{ clause: pattern, why: 'it matches the text of the record, which the table does not keep' }],
    });
  });

  it('that is empty holds for every row', () => {
    expect(compile('')).toEqual({ kind: 'sql', sql: 'TRUE', assumptions: [] });
  });
});
