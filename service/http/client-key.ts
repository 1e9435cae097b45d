import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';

/** What a provider hands to one customer at least: to tell single addresses apart would tell nobody apart. */
const IPV6_PREFIX_LENGTH = 64;

/**
 * What clients are told apart by: the address that the trusted proxies saw, IPv6 by its /64. Who has hung up already may
 * have none any more; those count as one.
 */
export const clientKeyOf = ({ ip }: { readonly ip: FastifyRequest['ip'] | undefined }): string =>
  ip === undefined ? '' : rateLimit.normalizeIP(ip, IPV6_PREFIX_LENGTH);
