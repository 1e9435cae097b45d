// Before @peculiar/x509, which refuses to load without it.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Long enough that a run left alone for months keeps working; every start makes new ones. */
const validityDays = 397;
const dayMs = 24 * 60 * 60 * 1000;

/** All PEM. */
export interface ServerCertificate {
  readonly ca: string;
  readonly certificate: string;
  readonly privateKey: string;
}

/**
 * A certificate for a server on this machine, with a certificate authority of its own whose key is gone when
 * this returns: nobody can ever issue a second certificate that its clients would believe.
 */
export const createServerCertificate = async (now: Date): Promise<ServerCertificate> => {
  x509.cryptoProvider.set(webcrypto);
  const keys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const [caKeys, serverKeys] = await Promise.all([keys(), keys()]);
  const validity = {
    // An hour of grace for clocks that disagree.
    notBefore: new Date(now.getTime() - 60 * 60 * 1000),
    notAfter: new Date(now.getTime() + validityDays * dayMs),
  };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: 'CN=Keywatch local Postgres CA',
    keys: caKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const server = await x509.X509CertificateGenerator.create({
    ...validity,
    subject: 'CN=localhost',
    issuer: ca.subject,
    publicKey: serverKeys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const privateKey = await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey);
  return {
    ca: `${ca.toString('pem')}\n`,
    certificate: `${server.toString('pem')}\n`,
    privateKey: `${x509.PemConverter.encode(privateKey, 'PRIVATE KEY')}\n`,
  };
};
