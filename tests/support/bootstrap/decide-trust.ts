import type { PolicyDocument } from '../../../bootstrap/iam/policy-document.ts';
import { decide } from '../decide.ts';

/**
 * The simulator takes the keys of an OIDC provider in policies but drops their values from requests. So they travel
 * under a global key, in policy and request alike: same type, same operators, same answer.
 */
const simulated = (key: string): string =>
  key.startsWith('token.actions.githubusercontent.com:') ? `aws:RequestTag/${key}` : key;

const rename = <T>(values: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [simulated(key), value]));

export interface Token {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
}

/** Whether a role with this trust policy can be taken with a token, as IAM decides it. */
export function decideTrust(trust: PolicyDocument, { iss, aud, sub }: Token): Promise<string> {
  return decide({
    principal: `arn:aws:iam::111122223333:oidc-provider/${iss}`,
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: 'arn:aws:iam::111122223333:role/keywatch-ci/any',
    context: rename({ [`${iss}:aud`]: aud, [`${iss}:sub`]: sub }),
    resourcePolicy: {
      ...trust,
      Statement: trust.Statement.map((statement) => ({
        ...statement,
        Condition: Object.fromEntries(
          Object.entries(statement.Condition ?? {}).map(([operator, tests]) => [operator, rename(tests)]),
        ),
      })),
    },
  });
}
