import { describe, expect, it } from 'vitest';
import { formatDouble, JavaDouble, writeAwsJson } from '../../../cloudwatch/alarm/aws-json.ts';
import {
  toOffsetTimestamp,
  toProseTimestamp,
  toReasonTimestamp,
} from '../../../cloudwatch/alarm/aws-time.ts';

describe('a double', () => {
  it.each([
    [0, '0.0'],
    [1, '1.0'],
    [-1, '-1.0'],
    [21.5, '21.5'],
    [38.395433048854194, '38.395433048854194'],
    [9_999_999, '9999999.0'],
    [1e7, '1.0E7'],
    [12_345_678.9, '1.23456789E7'],
    [0.001, '0.001'],
    [0.0001, '1.0E-4'],
    [-2.5e-7, '-2.5E-7'],
    [1e21, '1.0E21'],
  ])('%d is written %s', (value, text) => {
    expect(formatDouble(value)).toBe(text);
  });
});

describe("AWS's JSON", () => {
  it('keeps the order of keys, leaves undefined ones out and shows the point of doubles', () => {
    expect(
      writeAwsJson({
        b: 1,
        a: new JavaDouble(1),
        c: undefined,
        d: [null, 'x"y', true, new JavaDouble(0.5)],
        e: {},
      }),
    ).toBe('{"b":1,"a":1.0,"d":[null,"x\\"y",true,0.5],"e":{}}');
  });
});

describe('an instant', () => {
  const instant = Date.parse('2026-09-04T05:51:48.775Z');

  it('is written with an offset in messages', () => {
    expect(toOffsetTimestamp(instant)).toBe('2026-09-04T05:51:48.775+0000');
  });

  it('is written day first in reasons', () => {
    expect(toReasonTimestamp(instant)).toBe('04/09/26 05:51:48');
  });

  it('is written out in e-mails', () => {
    expect(toProseTimestamp(instant)).toBe('Friday 04 September, 2026 05:51:48 UTC');
    expect(toProseTimestamp(Date.parse('2019-08-05T17:04:03Z'))).toBe('Monday 05 August, 2019 17:04:03 UTC');
  });
});
