import type { Rule } from '../../rule.ts';
import { isStated, requires, text } from '../../values.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
export const tlsPolicy: Rule = {
  id: 'tls-policy',
  sentence: 'HTTPS is TLS 1.2 or 1.3, with forward secrecy.',
  controls: ['FSBP ELB.17', 'CKV_AWS_103', 'AWS-0047'],
  essential: 'encryption in transit',
  on: ['aws:lb/listener:Listener'],
  check: (listener) =>
    listener.properties['protocol'] === 'HTTPS' || isStated(listener.properties['sslPolicy'])
      ? requires(
          'sslPolicy',
          (value) =>
            /^ELBSecurityPolicy-TLS13-1-(?:3|2|2-Res|2-FIPS|3-FIPS)-(?:PQ-)?20\d\d-\d\d$/.test(text(value)),
          'a policy such as ELBSecurityPolicy-TLS13-1-2-2021-06',
          'The default still speaks TLS 1.0.',
        )(listener)
      : undefined,
};
