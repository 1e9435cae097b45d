import type { Statement } from './policy-document.ts';

/** Refuses every request to a bucket that does not come over TLS. */
export function onlyOverTls(bucketArn: string): Statement {
  return {
    Sid: 'OnlyOverTls',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
