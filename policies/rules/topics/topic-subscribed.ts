import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { isStated } from '../../values.ts';

export const topicSubscribed: Rule = {
  id: 'topic-subscribed',
  sentence: 'Somebody is subscribed to a topic.',
  controls: ['field'],
  essential: 'alarms with a reachable subscriber',
  on: ['aws:sns/topic:Topic'],
  check: (topic, stack) => {
    const subscriptions = stack.find(
      'aws:sns/topicSubscription:TopicSubscription',
      ({ properties }) =>
        refersTo(properties['topic'], topic) &&
        isStated(properties['protocol']) &&
        isStated(properties['endpoint']),
    );
    return subscriptions.length > 0
      ? undefined
      : 'Nobody is subscribed, so alarms ring unheard; declare a TopicSubscription (alertEmail does).';
  },
};
