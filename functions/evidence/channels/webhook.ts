import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Channel, EvidenceMessage } from '../ports.ts';
import { post, type PostOptions } from './post.ts';

export interface WebhookChannelOptions extends PostOptions {
  readonly url: string;
  /** `whsec_` and Base64, as Standard Webhooks writes secrets. */
  readonly readSecret: () => Promise<string>;
  readonly now: () => Date;
}

/**
 * Posts the facts and the text as JSON, signed as Standard Webhooks asks: HMAC-SHA256 over id, timestamp and body. The
 * id is the same whenever the same is told again.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function createWebhookChannel(options: WebhookChannelOptions): Channel {
  return {
    name: 'webhook',
    async send(message) {
      const webhook = new Webhook(await options.readSecret());
      const id = `msg_${createHash('sha256').update(message.id).digest('base64url').slice(0, 27)}`;
      const body = JSON.stringify(webhookBody(message, options.now()));
      const headersOf = (): Record<string, string> => {
        const at = options.now();
        return {
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': webhook.sign(id, at, body),
        };
      };
      await post(options.url, body, headersOf, options);
    },
  };
}

function webhookBody({ telling, subject, text, facts }: EvidenceMessage, at: Date): unknown {
  return {
    type: telling === 'started' ? 'alarm.started' : 'alarm.recovered',
    timestamp: at.toISOString(),
    data: { subject, text, ...facts },
  };
}
