import { covers, statementsOf } from '../../policy-documents.ts';
import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { publishersOf } from './publishers.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
export const topicPublishers: Rule = {
  id: 'topic-publishers',
  sentence: 'Whoever publishes to a topic is let in by its policy.',
  controls: ['field'],
  essential: 'alarms with a reachable subscriber',
  on: ['aws:sns/topic:Topic'],
  check: (topic, stack) => {
    const statements = stack
      .find('aws:sns/topicPolicy:TopicPolicy', ({ properties }) => refersTo(properties['arn'], topic))
      .flatMap(statementsOf);
    return publishersOf(topic, stack)
      .filter(
        (service) =>
          !statements.some(
            (statement) =>
              statement.allows &&
              (statement.principals['Service'] ?? []).includes(service) &&
              covers(statement, 'sns:Publish') &&
              statement.resources.some((resource) => refersTo(resource, topic)),
          ),
      )
      .map((service) => `No TopicPolicy lets ${service} publish; allow it sns:Publish on this topic.`);
  },
};
