/**
 * Whether a text is an IPv4 block in CIDR notation with a prefix in the given range and no host bits set.
 * AWS refuses a block with host bits, or quietly changes it; either would show as a difference for ever.
 */
export function isNetworkAddress(value: string, minPrefix: number, maxPrefix: number): boolean {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(value)?.slice(1);
  if (parts === undefined || parts.some((part) => part !== String(Number(part)))) return false;
  const octets = parts.slice(0, 4).map(Number);
  const prefix = Number(parts[4]);
  if (octets.some((octet) => octet > 255) || prefix < minPrefix || prefix > maxPrefix) return false;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return address % 2 ** (32 - prefix) === 0;
}
