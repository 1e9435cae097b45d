import type { Rule } from '../../rule.ts';
import { redirectsToHttps } from './redirects-to-https.ts';

export const httpRedirects: Rule = {
  id: 'http-redirects',
  sentence: 'HTTP leads to HTTPS and nowhere else.',
  controls: ['FSBP ELB.1', 'FSBP ELB.18', 'CKV_AWS_103', 'CKV2_AWS_74', 'AG alb-http-to-https-redirection'],
  essential: 'encryption in transit',
  on: ['aws:lb/listener:Listener'],
  check: (listener) =>
    listener.properties['protocol'] === 'HTTPS' || redirectsToHttps(listener)
      ? undefined
      : `The ${String(listener.properties['protocol'])} listener answers in clear text; it takes one action, a redirect to HTTPS.`,
};
