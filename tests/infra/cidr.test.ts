import { describe, expect, it } from 'vitest';
import { isNetworkAddress } from '../../infra/cidr.ts';

describe('an IPv4 block', () => {
  it.each([
    '0.0.0.0/0',
    '10.0.0.0/8',
    '128.0.0.0/1',
    '172.31.16.0/20',
    '198.51.100.254/31',
    '255.255.255.255/32',
  ])('is %s', (text) => {
    expect(isNetworkAddress(text, 0, 32)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['no prefix', '10.0.0.0'],
    ['an empty prefix', '10.0.0.0/'],
    ['a prefix above 32', '10.0.0.0/33'],
    ['a prefix with a leading zero', '10.0.0.0/08'],
    ['a prefix of three digits', '0.0.0.0/000'],
    ['two prefixes', '10.0.0.0/8/8'],
    ['something before it', ' 10.0.0.0/8'],
    ['something behind it', '10.0.0.0/8 '],
    ['three octets', '10.0.0/8'],
    ['five octets', '10.0.0.0.0/8'],
    ['an octet above 255', '256.0.0.0/8'],
    ['an octet with a leading zero', '010.0.0.0/8'],
    ['an octet in hexadecimal', '0xa.0.0.0/8'],
    ['IPv6', '::/0'],
    ['host bits in the last place', '10.0.0.1/31'],
    ['host bits in the first place', '129.0.0.0/1'],
    ['host bits beyond no prefix', '128.0.0.0/0'],
  ])('is not %s', (_, text) => {
    expect(isNetworkAddress(text, 0, 32)).toBe(false);
  });

  it.each([
    [15, false],
    [16, true],
    [24, true],
    [25, false],
  ])('of a prefix from 16 to 24 may have /%i: %s', (prefix, allowed) => {
    expect(isNetworkAddress(`10.0.0.0/${prefix}`, 16, 24)).toBe(allowed);
  });
});
