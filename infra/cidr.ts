import { isIPv4 } from 'node:net';

/**
 * Whether a text is an IPv4 block in CIDR notation with a prefix in the given range and no host bits set.
 * AWS refuses a block with host bits, or quietly changes it; either would show as a difference for ever.
 */
export function isNetworkAddress(value: string, minPrefix: number, maxPrefix: number): boolean {
  const [, address = '', digits] = /^([^/]+)\/(0|[1-9]\d?)$/.exec(value) ?? [];
  const prefix = Number(digits);
  if (!isIPv4(address) || prefix < minPrefix || prefix > maxPrefix) return false;
  const bits = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return bits % 2 ** (32 - prefix) === 0;
}
