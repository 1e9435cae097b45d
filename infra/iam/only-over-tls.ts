import type { Statement } from './policy-document.ts';

/** Refuses what does not come over TLS. */
export function onlyOverTls(action: string, resource: string | readonly string[]): Statement {
  return {
    Sid: 'OnlyOverTls',
    Effect: 'Deny',
    Principal: '*',
    Action: action,
    Resource: resource,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
