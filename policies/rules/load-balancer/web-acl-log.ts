import type { Rule } from '../../rule.ts';
import { refersTo } from '../../refers-to.ts';
import { list } from '../../values.ts';

export const webAclLog: Rule = {
  id: 'web-acl-log',
  sentence: 'A web ACL logs what it refused.',
  controls: ['FSBP WAF.11', 'CKV2_AWS_31'],
  on: ['aws:wafv2/webAcl:WebAcl'],
  check: (acl, stack) => {
    const logs = stack.find(
      'aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration',
      ({ properties }) =>
        refersTo(properties['resourceArn'], acl) && list(properties['logDestinationConfigs']).length > 0,
    );
    return logs.length > 0
      ? undefined
      : 'Nothing is logged; declare a WebAclLoggingConfiguration with this resourceArn.';
  },
};
