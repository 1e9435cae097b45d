import type { Channel, EvidenceMessage } from '../ports.ts';
import { post, type PostOptions } from './post.ts';

export interface SlackChannelOptions extends PostOptions {
  /** The incoming webhook's address, which is all that one needs to post there: a secret. */
  readonly readUrl: () => Promise<string>;
}

/** Slack cuts longer texts. @see https://docs.slack.dev/messaging/formatting-message-text */
const maxTextLength = 3500;

/**
 * Posts to an incoming webhook of Slack, or of what takes the same form (Mattermost, Rocket.Chat).
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function createSlackChannel(options: SlackChannelOptions): Channel {
  return {
    name: 'slack',
    async send(message) {
      const url = await options.readUrl();
      if (!url.startsWith('https://')) throw new Error('the secret holds no https:// address');
      await post(url, JSON.stringify({ text: slackText(message) }), () => ({}), options);
    },
  };
}

/** Without the link in its long form: it stands behind a word. */
function slackText({ subject, text, facts }: EvidenceMessage): string {
  const [opening = '', ...rest] = text.split('\n\n');
  const details = rest.filter((part) => !part.includes(facts.link)).join('\n\n');
  const shortened = details.length > maxTextLength ? `${details.slice(0, maxTextLength)}\n...` : details;
  return [
    `*${escape(subject)}*`,
    escape(opening),
    `\`\`\`${escape(shortened.trimEnd())}\`\`\``,
    `<${escape(facts.link)}|The records in Logs Insights>`,
  ].join('\n');
}

/** What Slack takes for control characters. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
