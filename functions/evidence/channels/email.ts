import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Channel } from '../ports.ts';

/** The alarm topic: each subscriber gets the text, those by e-mail as a mail of its own beside CloudWatch's. */
export function createEmailChannel(client: Pick<SNSClient, 'send'>, topicArn: string): Channel {
  return {
    name: 'email',
    async send({ subject, text }) {
      await client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: text }));
    },
  };
}
