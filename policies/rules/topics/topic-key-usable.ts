import { covers, statementsOf } from '../../policy-documents.ts';
import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { publishersOf } from './publishers.ts';

/** @see https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns */
export const topicKeyUsable: Rule = {
  id: 'topic-key-usable',
  sentence: 'Whoever publishes to a topic may use its key.',
  controls: ['field'],
  essential: 'alarms with a reachable subscriber',
  on: ['aws:sns/topic:Topic'],
  check: (topic, stack) => {
    const keys = stack.find('aws:kms/key:Key', (key) => refersTo(topic.properties['kmsMasterKeyId'], key));
    return keys.flatMap((key) =>
      publishersOf(topic, stack)
        .filter(
          (service) =>
            !['kms:Decrypt', 'kms:GenerateDataKey'].every((action) =>
              statementsOf(key).some(
                (statement) =>
                  statement.allows &&
                  (statement.principals['Service'] ?? []).includes(service) &&
                  covers(statement, action),
              ),
            ),
        )
        .map(
          (service) =>
            `The topic's key ${key.name} does not let ${service} use it; allow kms:Decrypt and kms:GenerateDataKey, or no message arrives.`,
        ),
    );
  },
};
