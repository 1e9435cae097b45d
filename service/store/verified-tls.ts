import { isIP } from 'node:net';
import { createSecureContext, type ConnectionOptions, type SecureContext } from 'node:tls';

/** A host and whose certificates it may present. */
export interface TrustedHost {
  readonly host: string;
  /** PEM certificates of the authorities that may vouch for the host. No other authority counts. */
  readonly certificateAuthorities: readonly string[];
}

/**
 * Made once for a list of authorities: reading Amazon's, over a hundred, keeps the only thread for some 40 ms, and after
 * an outage all connections are opened anew.
 */
const contexts = new WeakMap<readonly string[], SecureContext>();

const contextFor = (certificateAuthorities: readonly string[]): SecureContext => {
  const known = contexts.get(certificateAuthorities);
  if (known !== undefined) return known;
  const context = createSecureContext({ ca: [...certificateAuthorities], minVersion: 'TLSv1.2' });
  contexts.set(certificateAuthorities, context);
  return context;
};

/**
 * What PostgreSQL calls verify-full. `host` is given beside `servername` because an IP address has no server name, and
 * Node would then verify the certificate against "localhost".
 * @see https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION
 */
export const verifiedTls = ({ host, certificateAuthorities }: TrustedHost): ConnectionOptions => ({
  host,
  servername: isIP(host) === 0 ? host : '',
  secureContext: contextFor(certificateAuthorities),
  rejectUnauthorized: true,
});
