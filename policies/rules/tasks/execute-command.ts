import type { Rule } from '../../rule.ts';
import { refersTo } from '../../refers-to.ts';
import { at, isStated } from '../../values.ts';

export const executeCommand: Rule = {
  id: 'execute-command',
  sentence: 'Nobody opens a shell in a task, or each session is logged and encrypted.',
  controls: ['CKV_AWS_223', 'CKV_AWS_224'],
  on: ['aws:ecs/service:Service'],
  check: (service, stack) => {
    if (service.properties['enableExecuteCommand'] !== true) return;
    const [cluster] = stack.find('aws:ecs/cluster:Cluster', (candidate) =>
      refersTo(service.properties['cluster'], candidate),
    );
    const sessions = at(cluster?.properties, 'configuration', 'executeCommandConfiguration');
    return at(sessions, 'logging') === 'OVERRIDE' && isStated(at(sessions, 'kmsKeyId'))
      ? undefined
      : 'enableExecuteCommand is true and sessions are not logged; it takes false, or a cluster with executeCommandConfiguration (logging OVERRIDE, kmsKeyId).';
  },
};
