import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMailbox } from '../../../local/notifications/mailbox.ts';
import { createTopics, type Topics } from '../../../local/notifications/topics.ts';

const topicArn = 'arn:aws:sns:eu-west-1:111122223333:alerts';
const atMs = Date.UTC(2026, 10, 21, 12, 0, 0, 5);
const publication = {
  Subject: 'ALARM: "a" in EU (Ireland)',
  MessageStructure: 'json',
  Message: JSON.stringify({ default: '{"AlarmName":"a"}', email: 'You are receiving this email because …' }),
} as const;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keywatch-mailbox-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Whatever the mailbox's folder holds, by name. */
const filesThere = async (): Promise<string[]> =>
  (await readdir(folder)).sort().map((name) => path.join(folder, name));

describe('a mailbox', () => {
  it('has mails in the order in which they were sent, however long each takes to write, and goes on after a failure', async () => {
    const mailbox = openMailbox(folder);
    const arrived: string[] = [];
    const send = (subject: string, text: string) =>
      mailbox.deliver({ to: 'owner@example.com', subject, text, atMs }).then(() => arrived.push(subject));
    const long = 'x'.repeat(20_000_000);
    await Promise.all([send('long', long), send('short', 'x')]);
    expect(arrived).toEqual(['long', 'short']);
    const failing = mailbox.deliver({ to: 'owner@example.com', subject: 'never', text: '', atMs: NaN });
    await Promise.all([expect(failing).rejects.toThrow('Invalid time value'), send('after', 'x')]);
    expect(arrived).toEqual(['long', 'short', 'after']);
  });

  it('keeps each mail as an .eml file only its owner can read, oldest first', async () => {
    const mailbox = openMailbox(folder);
    const files = [];
    for (const text of ['first', 'second']) {
      files.push(
        await mailbox.deliver({ to: 'owner@example.com', subject: `About ${text}: ü/..`, text, atMs }),
      );
    }
    expect(await filesThere()).toEqual(files);
    const [first] = files;
    expect(path.basename(first ?? '')).toMatch(/^2026-11-21T120000-005Z-\d+-0001-About-first\.eml$/);
    expect((await stat(first ?? '')).mode & 0o777).toBe(0o600);
    const content = await readFile(first ?? '', 'utf8');
    expect(content).toContain('\r\nTo: owner@example.com\r\n');
    expect(content).toContain('From: AWS Notifications <no-reply@sns.amazonaws.com>\r\n');
    expect(content).toContain('Date: Sat, 21 Nov 2026 12:00:00 +0000\r\n');
    expect(content.endsWith('\r\n\r\nfirst\r\n')).toBe(true);
  });

  it('names the mails of one moment so that they sort as they came, however many', async () => {
    const mailbox = openMailbox(folder);
    const files = [];
    while (files.length < 12) {
      files.push(await mailbox.deliver({ to: 'owner@example.com', subject: 'Alarm', text: '', atMs }));
    }
    expect(await filesThere()).toEqual(files);
  });

  it('keeps a text as it is, however long its lines, and whatever they hold', async () => {
    const text = `Threshold = "1"\n${'x'.repeat(2000)} ü…\nend`;
    const file = await openMailbox(folder).deliver({ to: 'owner@example.com', subject: 'Long', text, atMs });
    const content = await readFile(file, 'utf8');
    expect(content).toContain('Content-Transfer-Encoding: 8bit\r\n');
    expect(content).toContain('Content-Type: text/plain; charset=utf-8\r\n');
    expect(content.endsWith(`\r\n\r\n${text.replaceAll('\n', '\r\n')}\r\n`)).toBe(true);
  });
});

describe('a topic', () => {
  const publishTo = (protocol: string): Topics =>
    createTopics({
      topics: [
        {
          arn: topicArn,
          kmsMasterKeyId: undefined,
          subscriptions: [{ protocol, endpoint: 'owner@example.com' }],
        },
      ],
      mailbox: openMailbox(folder),
      nowMs: () => atMs,
      createMessageId: () => 'message-1',
    });

  it('writes the text for people to an email subscription', async () => {
    const delivered = await publishTo('email').publish(topicArn, publication);
    expect(delivered).toMatchObject([
      { mail: { to: 'owner@example.com', subject: publication.Subject, atMs } },
    ]);
    expect(await filesThere()).toEqual(delivered.map(({ file }) => file));
    expect(delivered[0]?.mail.text).toMatch(/^You are receiving this email because …\n/);
  });

  it('writes the text for everybody to an email subscription where there is none for mail', async () => {
    const Message = JSON.stringify({ default: 'for everybody', sms: 'short' });
    const [delivered] = await publishTo('email').publish(topicArn, { ...publication, Message });
    expect(delivered?.mail.text).toMatch(/^for everybody\n/);
  });

  it('writes the envelope for programs to an email-json subscription', async () => {
    const [delivered] = await publishTo('email-json').publish(topicArn, publication);
    expect(JSON.parse(delivered?.mail.text ?? '')).toEqual({
      Type: 'Notification',
      MessageId: 'message-1',
      TopicArn: topicArn,
      Subject: publication.Subject,
      Message: '{"AlarmName":"a"}',
      Timestamp: '2026-11-21T12:00:00.005Z',
    });
  });

  it('writes no mail for a protocol that is none', async () => {
    expect(await publishTo('https').publish(topicArn, publication)).toEqual([]);
    expect(await filesThere()).toEqual([]);
  });

  it("refuses a topic that does not exist in SNS's words", async () => {
    await expect(publishTo('email').publish(`${topicArn}-typo`, publication)).rejects.toThrow(
      'Topic does not exist',
    );
  });
});
