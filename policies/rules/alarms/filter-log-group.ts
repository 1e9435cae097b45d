import type { Resource } from '../../resource.ts';
import type { Rule } from '../../rule.ts';
import type { StackView } from '../../stack-view.ts';
import { refersTo } from '../../refers-to.ts';
import { at, text } from '../../values.ts';
import { containersOf } from '../tasks/containers.ts';
import { filterType, readsTrail } from './filter-metrics.ts';

/** A stack without a trail may watch the log group of one that exists: that group it does not declare. */
export const filterLogGroup: Rule = {
  id: 'filter-log-group',
  sentence: 'A metric filter looks where its events arrive.',
  controls: ['field'],
  on: [filterType],
  check: (filter, stack) => {
    const name = text(filter.properties['logGroupName']);
    const groups = stack.find('aws:cloudwatch/logGroup:LogGroup', (group) => refersTo(name, group));
    return readsTrail(filter) ? trailProblem(name, groups, stack) : serviceProblem(name, groups, stack);
  },
};

function trailProblem(name: string, groups: readonly Resource[], stack: StackView): string | undefined {
  const delivered = stack.ofType('aws:cloudtrail/trail:Trail').map(({ properties }) =>
    text(properties['cloudWatchLogsGroupArn'])
      .replace(/:\*$/, '')
      .replace(/^.*:log-group:/, ''),
  );
  if (delivered.includes(name) || (delivered.length === 0 && groups.length === 0 && name !== '')) return;
  return `logGroupName is ${name || 'not set'}, to which no trail delivers; it takes ${delivered.join(', ') || "an existing trail's log group, which this stack does not declare"}.`;
}

function serviceProblem(name: string, groups: readonly Resource[], stack: StackView): string | undefined {
  const written = stack
    .ofType('aws:ecs/taskDefinition:TaskDefinition')
    .flatMap(containersOf)
    .map((container) => text(at(container, 'logConfiguration', 'options', 'awslogs-group')));
  if (groups.length > 0 && written.includes(name)) return;
  return `logGroupName is ${name || 'not set'}, to which no container of the stack writes; it takes ${written.join(', ') || 'the awslogs-group of one'}.`;
}
