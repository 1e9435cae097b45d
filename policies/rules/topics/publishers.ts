import { refersTo } from '../../refers-to.ts';
import type { Resource } from '../../resource.ts';
import type { StackView } from '../../stack-view.ts';
import { texts } from '../../values.ts';

/** The AWS services that the stack has publish to a topic. */
export function publishersOf(topic: Resource, stack: StackView): readonly string[] {
  return [
    ...(alarmsOn(topic, stack).length > 0 ? ['cloudwatch.amazonaws.com'] : []),
    ...(eventsOn(topic, stack).length > 0 ? ['events.rds.amazonaws.com'] : []),
  ];
}

/** The alarms that notify a topic. */
export function alarmsOn(topic: Resource, stack: StackView): readonly Resource[] {
  return stack.find('aws:cloudwatch/metricAlarm:MetricAlarm', ({ properties }) =>
    ['alarmActions', 'okActions', 'insufficientDataActions'].some((actions) =>
      texts(properties[actions]).some((action) => refersTo(action, topic)),
    ),
  );
}

function eventsOn(topic: Resource, stack: StackView): readonly Resource[] {
  return stack.find('aws:rds/eventSubscription:EventSubscription', ({ properties }) =>
    refersTo(properties['snsTopic'], topic),
  );
}
