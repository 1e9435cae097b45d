/** The settings that say how people are reached, beside the alarm topic itself. */
export const channelSettings = [
  'evidenceChannels',
  'evidenceWebhookUrl',
  'evidenceWebhookSecretArn',
  'evidenceSlackSecretArn',
] as const;

export interface ChannelSettings {
  readonly evidenceChannels: readonly ('email' | 'webhook' | 'slack')[];
  readonly evidenceWebhookUrl: string | undefined;
  readonly evidenceWebhookSecretArn: string | undefined;
  readonly evidenceSlackSecretArn: string | undefined;
}

export const publicHttpsUrlForm =
  'an https:// address with a host name that the internet knows, without user, password and fragment';

/**
 * Whether an address can be posted to. Over HTTPS alone: a message names principals and addresses. A host name, not an
 * address: certificates are for names. None that is private by its form: the function runs outside of every VPC, so
 * that nothing would answer there, and an address such as 169.254.169.254 is no place to send evidence to.
 */
export function isPublicHttpsUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password, hash } = new URL(value);
  return (
    protocol === 'https:' &&
    username === '' &&
    password === '' &&
    hash === '' &&
    /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(hostname) &&
    !/\.(?:internal|local|localhost|lan|home|corp|intranet|arpa|test|invalid|example)$/.test(`.${hostname}`)
  );
}

/** What is missing for a channel, and what is given for one that is off. */
export function channelProblems(
  settings: ChannelSettings,
): readonly { readonly setting: keyof ChannelSettings; readonly message: string }[] {
  const { evidenceChannels: channels } = settings;
  const needs = [
    ['webhook', 'evidenceWebhookUrl'],
    ['webhook', 'evidenceWebhookSecretArn'],
    ['slack', 'evidenceSlackSecretArn'],
  ] as const;
  return [
    ...(new Set(channels).size === channels.length
      ? []
      : [
          {
            setting: 'evidenceChannels',
            message: 'names a channel twice; it takes each channel once',
          } as const,
        ]),
    ...needs.flatMap(([channel, setting]) => {
      const isOn = channels.includes(channel);
      const isGiven = settings[setting] !== undefined;
      if (isOn === isGiven) return [];
      const message = isOn
        ? `is missing; the channel ${channel} of evidenceChannels needs it`
        : `is given, but evidenceChannels does not name ${channel}; add the channel or leave the setting out`;
      return [{ setting, message }];
    }),
  ];
}
