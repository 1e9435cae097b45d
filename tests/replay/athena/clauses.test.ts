import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { compilePattern } from '../../../replay/athena/compile-pattern.ts';
import { athenaDialect } from '../../../replay/athena/sql-dialect.ts';
import { compareWithMatcher } from '../../support/athena/compare-with-matcher.ts';

function sqlOf(pattern: string): string {
  const compiled = compilePattern(parseFilterPattern(pattern).syntax, athenaDialect);
  return compiled.kind === 'sql' ? compiled.sql : JSON.stringify(compiled.clauses);
}

describe('in Athena, a clause on', () => {
  const name = `json_extract_scalar(requestparameters, '$["name"]')`;
  const nameJson = `json_format(json_extract(requestparameters, '$["name"]'))`;
  it.each([
    ['a column', '$.eventName = "Decrypt"', `COALESCE(eventname = 'Decrypt', FALSE)`],
    ['a column that differs', '$.eventName != "Decrypt"', `COALESCE(eventname <> 'Decrypt', FALSE)`],
    ['a column with something in it', '$.errorCode = *', 'errorcode IS NOT NULL'],
    ['nothing at all', '$.errorCode != *', 'FALSE'],
    ['the beginning', '$.errorCode = "Invalid*"', `COALESCE(errorcode LIKE 'Invalid%', FALSE)`],
    ['the end', '$.errorCode != "*Exception"', `COALESCE(errorcode NOT LIKE '%Exception', FALSE)`],
    [
      'signs that LIKE reads otherwise',
      '$.userAgent = "*50%_off*"',
      String.raw`COALESCE(useragent LIKE '%50\%\_off%' ESCAPE '\', FALSE)`,
    ],
    ['quotes', `$.eventName = "it's"`, `COALESCE(eventname = 'it''s', FALSE)`],
    [
      'a number that is a string',
      '$.recipientAccountId = 111122223333',
      `COALESCE(recipientaccountid = '111122223333', FALSE)`,
    ],
    [
      'a struct within a struct',
      '$.userIdentity.sessionContext.sessionIssuer.arn = "x"',
      `COALESCE(useridentity.sessioncontext.sessionissuer.arn = 'x', FALSE)`,
    ],
    ['a boolean', '$.readOnly IS FALSE', `COALESCE(readonly = 'false', FALSE)`],
    [
      'any resource',
      '$.resources[*].ARN = "x"',
      `COALESCE(any_match(resources, resource -> COALESCE(resource.arn = 'x', FALSE)), FALSE)`,
    ],
    ['one resource', '$.resources[0].type = "x"', `COALESCE(element_at(resources, 1).type = 'x', FALSE)`],
    [
      'a map',
      "$.userIdentity.sessionContext.webIdFederationData.attributes['a:b'] = x",
      `COALESCE(element_at(useridentity.sessioncontext.webidfederationdata.attributes, 'a:b') = 'x', FALSE)`,
    ],
    ['JSON', '$.requestParameters.name = "trail"', `COALESCE(${name} = 'trail', FALSE)`],
    [
      'JSON that could be a boolean',
      '$.requestParameters.name != "trail"',
      `COALESCE(${name} <> 'trail' AND ${nameJson} NOT IN ('true', 'false'), FALSE)`,
    ],
    ['JSON that is not there', '$.requestParameters.name NOT EXISTS', `${nameJson} IS NULL`],
    ['a JSON boolean', '$.requestParameters.name IS TRUE', `COALESCE(${nameJson} = 'true', FALSE)`],
    [
      'a JSON number',
      '$.requestParameters.name >= 5',
      `COALESCE(TRY_CAST(${nameJson} AS DOUBLE) >= DOUBLE '5', FALSE)`,
    ],
    [
      'a key with signs of its own',
      `$.requestParameters.['say "x"'].a = "y"`,
      String.raw`COALESCE(json_extract_scalar(requestparameters, '$["say \"x\""]["a"]') = 'y', FALSE)`,
    ],
    [
      'any member of a JSON array or object',
      '$.requestParameters.names[*] = "a"',
      `COALESCE(any_match(COALESCE(TRY_CAST(json_extract(requestparameters, '$["names"]') AS ARRAY(JSON)), map_values(TRY_CAST(json_extract(requestparameters, '$["names"]') AS MAP(VARCHAR, JSON)))), member -> COALESCE(json_extract_scalar(member, '$') = 'a', FALSE)), FALSE)`,
    ],
    [
      'an index, which Trino would take for a key',
      '$.requestParameters.names[0] = "a"',
      `COALESCE(CASE WHEN json_format(json_extract(requestparameters, '$["names"]')) LIKE '[%' THEN json_extract_scalar(requestparameters, '$["names"][0]') END = 'a', FALSE)`,
    ],
    [
      'a key of digits, which Trino would take for an index',
      '$.requestParameters.0 = "a"',
      `COALESCE(CASE WHEN json_format(json_extract(requestparameters, '$')) LIKE '{%' THEN json_extract_scalar(requestparameters, '$["0"]') END = 'a', FALSE)`,
    ],
  ])('%s reads: %s', (_what, pattern, sql) => {
    expect(sqlOf(`{ ${pattern} }`)).toBe(sql);
  });

  it('brackets what && and || join differently', () => {
    expect(sqlOf('{ ($.eventName = a || $.eventName = b) && $.errorCode NOT EXISTS }')).toBe(
      [
        '(',
        `  COALESCE(eventname = 'a', FALSE)`,
        `  OR COALESCE(eventname = 'b', FALSE)`,
        ')',
        'AND errorcode IS NULL',
      ].join('\n'),
    );
  });
});

it('takes an array with a null among its members for null, as the matcher does', async () => {
  const values = ['null', '[1,null]', '[null]', '[]', '[1]', '[[null]]', '"null"', '{"a":null}'];
  const told = await compareWithMatcher(
    ['{ $.requestParameters.a IS NULL }', '{ $.requestParameters.*[0] IS NULL }'],
    values.map((value) => `{"requestParameters":{"a":${value}}}`),
  );
  expect(told).toMatchObject({ differences: [], patterns: 2, matches: 5 });
});

describe('whatever a pattern holds', () => {
  it('stays a string in the SQL', async () => {
    const text = "x'; DROP TABLE trails.cloudtrail_logs; --";
    const record = JSON.stringify({ eventName: text, requestParameters: { [text]: text, list: [text] } });
    const told = await compareWithMatcher(
      [
        `{ $.eventName = "${text}" }`,
        `{ $.eventName = "*${text}*" }`,
        `{ $.requestParameters.["${text}"] = "${text}" }`,
        `{ $.requestParameters.list[*] = "*${text}" }`,
      ],
      [record, '{"eventName":"x"}'],
    );
    expect(told).toMatchObject({ differences: [], patterns: 4, pairs: 8, matches: 4 });
  });
});

describe('numbers with more digits than a DOUBLE keeps', () => {
  it('are where the stated assumption is needed: CloudWatch is exact, SQL is not', async () => {
    const told = await compareWithMatcher(
      ['{ $.requestParameters.size < 1 }'],
      [
        '{"requestParameters":{"size":0.99999999999999999999}}',
        '{"requestParameters":{"size":0.999999999999999}}',
      ],
    );
    expect(told.differences.map(({ record }) => record)).toEqual([
      '{"requestParameters":{"size":0.99999999999999999999}}',
    ]);
    const compiled = compilePattern(
      parseFilterPattern('{ $.requestParameters.size < 1 }').syntax,
      athenaDialect,
    );
    expect(compiled).toMatchObject({
      assumptions: ['No number compared with 1 has more than 15 significant digits.'],
    });
  });
});
