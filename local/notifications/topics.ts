import type { SnsPublication } from '../../cloudwatch/alarm/index.ts';
import type { TopicPlan } from '../declaration/local-plan.ts';
import type { Mail, Mailbox } from './mailbox.ts';

export interface TopicsOptions {
  readonly topics: readonly TopicPlan[];
  readonly mailbox: Mailbox;
  readonly nowMs: () => number;
  readonly createMessageId: () => string;
}

/** A mail that is in the mailbox, and where. */
export interface DeliveredMail {
  readonly mail: Mail;
  readonly file: string;
}

/** SNS as the declared stack uses it. */
export interface Topics {
  /**
   * Writes to every subscriber and answers what was written.
   * @throws Error in SNS's words when there is no such topic.
   */
  publish(topicArn: string, publication: SnsPublication): Promise<readonly DeliveredMail[]>;
}

/** Protocols whose subscribers are written to; what another protocol's would get is not simulated. */
const renderers: Readonly<
  Record<string, (p: SnsPublication, topicArn: string, options: TopicsOptions) => string>
> = {
  email: (publication, topicArn) => `${pick(publication, 'email')}\n\n--\n${footer(topicArn)}\n`,
  'email-json': (publication, topicArn, { nowMs, createMessageId }) =>
    JSON.stringify(
      {
        Type: 'Notification',
        MessageId: createMessageId(),
        TopicArn: topicArn,
        Subject: publication.Subject,
        Message: pick(publication, 'default'),
        Timestamp: new Date(nowMs()).toISOString(),
      },
      null,
      2,
    ),
};

/**
 * Creates the declared topics. Every subscription counts as confirmed: on AWS its owner has to answer a mail first.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html
 */
export function createTopics(options: TopicsOptions): Topics {
  return {
    async publish(topicArn, publication) {
      const topic = options.topics.find(({ arn }) => arn === topicArn);
      if (topic === undefined) throw new Error('Topic does not exist');
      const delivered: DeliveredMail[] = [];
      for (const { protocol, endpoint } of topic.subscriptions) {
        const render = renderers[protocol];
        if (render === undefined) continue;
        const mail = {
          to: endpoint,
          subject: publication.Subject,
          text: render(publication, topicArn, options),
          atMs: options.nowMs(),
        };
        delivered.push({ mail, file: await options.mailbox.deliver(mail) });
      }
      return delivered;
    },
  };
}

/** The text for a protocol; `default` where the publication has none of its own. */
function pick({ Message }: SnsPublication, protocol: string): string {
  const texts = JSON.parse(Message) as Record<string, string>;
  return texts[protocol] ?? texts['default'] ?? '';
}

function footer(topicArn: string): string {
  return `Topic ${topicArn}. On AWS a link to unsubscribe stands here.`;
}
