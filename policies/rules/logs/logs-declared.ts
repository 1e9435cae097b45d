import type { Resource } from '../../resource.ts';
import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { at, isStated, list, text, texts } from '../../values.ts';
import { containersOf } from '../tasks/containers.ts';

/** A log group that nobody declares is made by AWS when the first line comes: unencrypted, and kept for ever. */
export const logsDeclared: Rule = {
  id: 'logs-declared',
  sentence: 'Every log group that something writes to is declared.',
  controls: ['CKV_AWS_66', 'field'],
  essential: 'log retention',
  on: ['aws:ecs/taskDefinition:TaskDefinition', 'aws:ecs/cluster:Cluster', 'aws:rds/instance:Instance'],
  check: (writer, stack) =>
    groupsOf(writer)
      .filter(
        (name) =>
          stack.find('aws:cloudwatch/logGroup:LogGroup', (group) => refersTo(name, group)).length === 0,
      )
      .map(
        (name) =>
          `Lines go to ${name}, which is not declared; declare a LogGroup of this name with retentionInDays and kmsKeyId.`,
      ),
};

function groupsOf(writer: Resource): readonly string[] {
  const { properties } = writer;
  switch (writer.type) {
    case 'aws:rds/instance:Instance':
      return texts(properties['enabledCloudwatchLogsExports']).map(
        (log) => `/aws/rds/instance/${text(properties['identifier'])}/${log}`,
      );
    case 'aws:ecs/cluster:Cluster':
      return list(properties['settings'])
        .filter(
          (setting) => at(setting, 'name') === 'containerInsights' && at(setting, 'value') !== 'disabled',
        )
        .map(() => `/aws/ecs/containerinsights/${text(properties['name'])}/performance`);
    default:
      return containersOf(writer)
        .map((container) => at(container, 'logConfiguration', 'options', 'awslogs-group'))
        .filter(isStated)
        .map(text);
  }
}
