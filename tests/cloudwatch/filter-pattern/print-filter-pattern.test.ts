import { describe, expect, it } from 'vitest';
import { parseFilterPattern, printFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';

const print = (pattern: string): string => printFilterPattern(parseFilterPattern(pattern).syntax);

describe('a printed pattern', () => {
  it.each([
    ['  ', ''],
    ['" "', ''],
    [' a   -b ?"c" ', 'a -b ?c'],
    ['"a b" -"-x" ?%y+%', '"a b" -"-x" ?%y+%'],
    ['{$.a=1}', '{ $.a = 1 }'],
    ['{$.a=+1.50e2&&$.b<=-2}', '{ $.a = +1.50e2 && $.b <= -2 }'],
    ['{ $.a = b }', '{ $.a = "b" }'],
    ['{ $.a = "1" }', '{ $.a = "1" }'],
    [
      '{ $.a = * || $.a != *b* || $.a = "c*" || $.a = *d || $.a = "" }',
      '{ $.a = "*" || $.a != "*b*" || $.a = "c*" || $.a = "*d" || $.a = "" }',
    ],
    ['{ $.a = %^x$% }', '{ $.a = %^x$% }'],
    ['{ (($.a IS NULL)) && ($.b NOT EXISTS) }', '{ $.a IS NULL && $.b NOT EXISTS }'],
    ['{ ($.a = 1 || $.b = 2) && $.c = 3 }', '{ ($.a = 1 || $.b = 2) && $.c = 3 }'],
    ['{ $.a = 1 || ($.b = 2 && $.c = 3) }', '{ $.a = 1 || $.b = 2 && $.c = 3 }'],
    ['{ ($.a = 1 && $.b = 2) && $.c = 3 }', '{ ($.a = 1 && $.b = 2) && $.c = 3 }'],
    ['{ $.a = 1 || ($.b = 2 || $.c = 3) }', '{ $.a = 1 || ($.b = 2 || $.c = 3) }'],
    ["{ $['a'][0].['b.c'][*] = 1 }", "{ $.a[0].['b.c'].* = 1 }"],
    ['{ $["it\'s"] = 1 }', '{ $.["it\'s"] = 1 }'],
    ['[]', '[]'],
    ['[ ... ]', '[...]'],
    ['[a,,b=c||b>1,...]', '[a, , b = "c" || b > 1, ...]'],
  ])('of %j is %j', (pattern, printed) => {
    expect(print(pattern)).toBe(printed);
    expect(parseFilterPattern(printed).syntax).toEqual(parseFilterPattern(pattern).syntax);
  });

  it('leaves out spaces and quotes only where the spelling of the documentation would be too long', () => {
    const long = `{${Array.from({ length: 100 }, (_, index) => `$.a=b${index}`).join('||')}}`;
    const longKeys = `{${Array.from({ length: 85 }, () => "$['a.b']=c").join('||')}}`;

    expect(print('{$.a=b}')).toBe('{ $.a = "b" }');
    expect(print(long)).toBe(long);
    expect(print(longKeys)).toBe(longKeys);
  });
});
