import { covers, statementsOf } from '../../policy-documents.ts';
import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';

export const queueTls: Rule = {
  id: 'queue-tls',
  sentence: 'A queue refuses what does not come over TLS.',
  controls: ['NAG SQS4'],
  essential: 'encryption in transit',
  on: ['aws:sqs/queue:Queue'],
  check: (queue, stack) =>
    stack
      .find('aws:sqs/queuePolicy:QueuePolicy', ({ properties }) => refersTo(properties['queueUrl'], queue))
      .flatMap(statementsOf)
      .some(
        (statement) =>
          !statement.allows &&
          Object.values(statement.principals).flat().includes('*') &&
          covers(statement, 'sqs:SendMessage') &&
          covers(statement, 'sqs:ReceiveMessage') &&
          statement.conditions.length === 1 &&
          statement.conditions.every(
            ({ operator, key, values }) =>
              operator === 'Bool' && key.toLowerCase() === 'aws:securetransport' && values[0] === 'false',
          ),
      )
      ? undefined
      : 'The queue policy does not deny sqs:* without TLS; add a Deny with Bool aws:SecureTransport false.',
};
