import { covers, statementsOf } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';
import { texts } from '../../values.ts';
import { configurationsOf } from './buckets.ts';

export const bucketTls: Rule = {
  id: 'bucket-tls',
  sentence: 'A bucket refuses what does not come over TLS.',
  controls: ['FSBP S3.5', 'NAG S10', 'CKV_AWS_379'],
  essential: 'encryption in transit',
  on: ['aws:s3/bucket:Bucket'],
  check: (bucket, stack) => {
    const arns = texts(bucket.properties['arn']).flatMap((arn) => [arn, `${arn}/*`]);
    const refuses = configurationsOf(bucket, 'bucketPolicy:BucketPolicy', stack)
      .flatMap(statementsOf)
      .some(
        (statement) =>
          !statement.allows &&
          'principals' in statement &&
          Object.values(statement.principals).flat().includes('*') &&
          covers(statement, 's3:GetObject') &&
          covers(statement, 's3:PutObject') &&
          arns.every((arn) => statement.resources.includes(arn)) &&
          statement.conditions.length === 1 &&
          statement.conditions.every(
            ({ operator, key, values }) =>
              operator === 'Bool' && key.toLowerCase() === 'aws:securetransport' && values[0] === 'false',
          ),
      );
    return refuses
      ? undefined
      : 'The bucket policy does not deny s3:* without TLS; add a Deny for bucket and objects with Bool aws:SecureTransport false.';
  },
};
