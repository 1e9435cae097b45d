import type { Rule } from '../../rule.ts';
import { refersTo } from '../../refers-to.ts';
import { isStated } from '../../values.ts';

export const httpsListener: Rule = {
  id: 'https-listener',
  sentence: 'A load balancer serves HTTPS.',
  controls: ['FSBP ELB.1', 'CKV_AWS_2', 'AWS-0054', 'AG alb-http-to-https-redirection'],
  essential: 'encryption in transit',
  on: ['aws:lb/loadBalancer:LoadBalancer'],
  check: (balancer, stack) => {
    const listeners = stack.find(
      'aws:lb/listener:Listener',
      ({ properties }) =>
        properties['protocol'] === 'HTTPS' &&
        isStated(properties['certificateArn']) &&
        refersTo(properties['loadBalancerArn'], balancer),
    );
    return listeners.length > 0
      ? undefined
      : 'No listener serves HTTPS: secrets and keys travel in clear text. Set certificateArn and domainName.';
  },
};
