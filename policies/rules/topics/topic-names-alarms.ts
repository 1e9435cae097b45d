import { isConditionedOn, matchesWildcard, statementsOf } from '../../policy-documents.ts';
import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { text } from '../../values.ts';
import { alarmsOn } from './publishers.ts';

export const topicNamesAlarms: Rule = {
  id: 'topic-names-alarms',
  sentence: "A topic's policy lets in every alarm that notifies it.",
  controls: ['field'],
  essential: 'alarms with a reachable subscriber',
  on: ['aws:sns/topic:Topic'],
  check: (topic, stack) => {
    const statements = stack
      .find('aws:sns/topicPolicy:TopicPolicy', ({ properties }) => refersTo(properties['arn'], topic))
      .flatMap(statementsOf)
      .filter(({ principals }) => (principals['Service'] ?? []).includes('cloudwatch.amazonaws.com'))
      .filter((statement) => isConditionedOn(statement, 'aws:SourceArn'));
    if (statements.length === 0) return;
    const named = statements
      .flatMap(({ conditions }) => conditions)
      .filter(({ key }) => key.toLowerCase() === 'aws:sourcearn')
      .flatMap(({ values }) => values.map((arn) => arn.replace(/^.*:alarm:/, '')));
    return alarmsOn(topic, stack)
      .map(({ properties }) => text(properties['name']))
      .filter((alarm) => !named.some((pattern) => matchesWildcard(pattern, alarm)))
      .map(
        (alarm) =>
          `The policy's aws:SourceArn does not name the alarm ${alarm}; add it, or its messages are refused.`,
      );
  },
};
