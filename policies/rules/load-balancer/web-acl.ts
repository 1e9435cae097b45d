import type { Rule } from '../../rule.ts';
import { refersTo } from '../../refers-to.ts';

export const webAcl: Rule = {
  id: 'web-acl',
  sentence: 'A load balancer that faces the internet stands behind a web ACL.',
  controls: ['FSBP ELB.16', 'CKV2_AWS_28'],
  on: ['aws:lb/loadBalancer:LoadBalancer'],
  check: (balancer, stack) => {
    if (balancer.properties['internal'] === true) return;
    const associations = stack.find('aws:wafv2/webAclAssociation:WebAclAssociation', ({ properties }) =>
      refersTo(properties['resourceArn'], balancer),
    );
    return associations.length > 0
      ? undefined
      : 'No web ACL is associated; declare a WebAclAssociation with this resourceArn (waf: true does).';
  },
};
