import { describe, expect, it } from 'vitest';
import { channelProblems, isPublicHttpsUrl, type ChannelSettings } from '../../infra/channel-settings.ts';

describe('an address to post evidence to', () => {
  it.each([
    'https://alerts.acme.io/keywatch',
    'https://alerts.acme.io:8443/a?b=c',
    'https://a-b.xn--bcher-kva.ch/',
  ])('may be %s', (url) => {
    expect(isPublicHttpsUrl(url)).toBe(true);
  });

  it.each([
    'http://alerts.acme.io/',
    'https://127.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://2130706433/',
    'https://[::1]/',
    'https://10.0.0.1/',
    'https://localhost/',
    'https://printer.local/',
    'https://db.prod.internal/',
    'https://intranet/',
    'https://user:password@alerts.acme.io/',
    'https://alerts.acme.io/#fragment',
    'ftp://alerts.acme.io/',
    'alerts.acme.io',
    '',
  ])('may not be %s', (url) => {
    expect(isPublicHttpsUrl(url)).toBe(false);
  });
});

describe('the channels', () => {
  const none: ChannelSettings = {
    evidenceChannels: [],
    evidenceWebhookUrl: undefined,
    evidenceWebhookSecretArn: undefined,
    evidenceSlackSecretArn: undefined,
  };
  const secretArn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:keywatch-prod-webhook-AbCdEf';
  const complete: ChannelSettings = {
    evidenceChannels: ['email', 'webhook', 'slack'],
    evidenceWebhookUrl: 'https://alerts.acme.io/',
    evidenceWebhookSecretArn: secretArn,
    evidenceSlackSecretArn: secretArn,
  };

  it('may be none, mail alone, or all with what they need', () => {
    expect(channelProblems(none)).toEqual([]);
    expect(channelProblems({ ...none, evidenceChannels: ['email'] })).toEqual([]);
    expect(channelProblems(complete)).toEqual([]);
  });

  it('are refused without what they need', () => {
    const problems = channelProblems({ ...none, evidenceChannels: ['webhook', 'slack'] });
    expect(problems.map(({ setting }) => setting)).toEqual([
      'evidenceWebhookUrl',
      'evidenceWebhookSecretArn',
      'evidenceSlackSecretArn',
    ]);
    expect(problems[0]?.message).toBe('is missing; the channel webhook of evidenceChannels needs it');
  });

  it('are refused when what they need is given and they are off, or one is named twice', () => {
    const off = channelProblems({ ...complete, evidenceChannels: ['email', 'slack'] });
    expect(off.map(({ setting }) => setting)).toEqual(['evidenceWebhookUrl', 'evidenceWebhookSecretArn']);
    expect(channelProblems({ ...none, evidenceChannels: ['email', 'email'] })).toEqual([
      { setting: 'evidenceChannels', message: 'names a channel twice; it takes each channel once' },
    ]);
  });
});
