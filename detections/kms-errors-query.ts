import { concernsKey } from './concerns-key.ts';
import { all, any, is } from './condition.ts';
import { renderInsightsQuery } from './render-insights-query.ts';

/** Whose KMS errors, and about which keys. At least one of both. */
export interface KmsErrorsSubject {
  readonly taskRoleArns: readonly string[];
  readonly keyArns: readonly string[];
}

/**
 * A query of CloudWatch Logs Insights over the trail: every failed call to KMS by one of the roles or about one of the
 * keys, whatever the error. No detection is as wide, so that it shows what led to an alarm and what none is made of.
 */
export function kmsErrorsQuery({ taskRoleArns, keyArns }: KmsErrorsSubject): string {
  return renderInsightsQuery([
    all(
      is('eventSource', 'kms.amazonaws.com'),
      is('errorCode', '*'),
      any(
        ...taskRoleArns.map((arn) => is('userIdentity.sessionContext.sessionIssuer.arn', arn)),
        ...keyArns.map((arn) => concernsKey(arn)),
      ),
    ),
  ]);
}
