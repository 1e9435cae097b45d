import { covers, statementsOf } from '../../policy-documents.ts';
import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';

export const topicTls: Rule = {
  id: 'topic-tls',
  sentence: 'A topic refuses what is not published over TLS.',
  controls: ['NAG SNS3'],
  essential: 'encryption in transit',
  on: ['aws:sns/topic:Topic'],
  check: (topic, stack) =>
    stack
      .find('aws:sns/topicPolicy:TopicPolicy', ({ properties }) => refersTo(properties['arn'], topic))
      .flatMap(statementsOf)
      .some(
        (statement) =>
          !statement.allows &&
          Object.values(statement.principals).flat().includes('*') &&
          covers(statement, 'sns:Publish') &&
          statement.resources.some((resource) => refersTo(resource, topic)) &&
          statement.conditions.length === 1 &&
          statement.conditions.every(
            ({ operator, key, values }) =>
              operator === 'Bool' && key.toLowerCase() === 'aws:securetransport' && values[0] === 'false',
          ),
      )
      ? undefined
      : 'The topic policy does not deny sns:Publish without TLS; add a Deny with Bool aws:SecureTransport false.',
};
