import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DecryptCommand } from '@aws-sdk/client-kms';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { LocalPlan } from '../../../local/declaration/local-plan.ts';
import { devPlan, ownerEmail } from '../../support/local-plan.ts';
import { startLoop, type RunningLoop } from '../../support/running-loop.ts';

const minuteMs = 60_000;
const wrongKeyAlarm = 'keywatch-dev-kms-wrong-key';
const labAlarm = 'Pattern1ApplicationKMSSecurityAlarm';
const foreignPrincipalAlarm = 'keywatch-dev-kms-foreign-principal';

describe('the loop of the declared dev stack', () => {
  let plan: LocalPlan;
  let loop: RunningLoop;
  let ciphertext: Uint8Array;

  beforeAll(async () => {
    plan = await devPlan();
  });
  beforeEach(async () => {
    loop = await startLoop(plan);
    ciphertext = await loop.generate({ keywatch: 'right' });
    await loop.clock.advance(2 * minuteMs);
  });
  afterEach(() => loop.stop());

  const decryptRightly = (): DecryptCommand =>
    new DecryptCommand({
      KeyId: plan.kmsKeys[0]?.arn,
      CiphertextBlob: ciphertext,
      EncryptionContext: { keywatch: 'right' },
    });

  const everyAlarm = (): string[] => plan.alarms.map(({ alarmName }) => alarmName);

  const tryWrongKey = async (times = 1): Promise<void> => {
    for (let i = 0; i < times; i++) {
      expect(await loop.decrypt(ciphertext, { keywatch: 'wrong' })).toBe('InvalidCiphertextException');
    }
  };

  it('turns one wrong key into one alarm and one mail to the declared address', async () => {
    await tryWrongKey();
    await loop.clock.advance(2 * minuteMs);

    expect(loop.fired()).toEqual([wrongKeyAlarm]);
    const [mail, ...more] = loop.alarmMails();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      to: ownerEmail,
      subject: `ALARM: "${wrongKeyAlarm}" in Asia Pacific (Sydney)`,
    });
    expect(mail?.text).toContain('Threshold Crossed: 1 datapoint [1.0 (');
  });

  it('tells the stages in order: call, delivery after the delay, match, transition, mail', async () => {
    const before = loop.events.length;
    await tryWrongKey();
    const calledMs = loop.clock.nowMs();
    await loop.clock.advance(2 * minuteMs);

    const story = loop.events.slice(before).filter((event) => {
      if (event.kind === 'transition') return event.transition.declaration.alarmName === wrongKeyAlarm;
      if (event.kind === 'match') return event.filterNames.includes(wrongKeyAlarm);
      return event.kind !== 'mail' || event.mail.subject.includes(`"${wrongKeyAlarm}"`);
    });
    expect(story.slice(0, 5).map(({ kind, atMs }) => [kind, atMs - calledMs])).toEqual([
      ['call', 0],
      ['delivery', 2_000],
      ['match', 2_000],
      ['transition', minuteMs + 1_000],
      ['mail', minuteMs + 1_000],
    ]);
  });

  it('lets the alarm recover and tells a second attack again', async () => {
    await tryWrongKey();
    await loop.clock.advance(2 * minuteMs);
    await loop.decrypt(ciphertext, { keywatch: 'right' });
    await loop.clock.advance(5 * minuteMs);
    expect(loop.alarmsIn('OK')).toContain(wrongKeyAlarm);
    await tryWrongKey();
    await loop.clock.advance(2 * minuteMs);
    expect(loop.fired().filter((name) => name === wrongKeyAlarm)).toHaveLength(2);
    expect(loop.alarmMails().filter(({ subject }) => subject.includes(wrongKeyAlarm))).toHaveLength(2);
  });

  it("raises the lab's alarm for two wrong keys in a minute, and never again while it latches", async () => {
    await tryWrongKey(2);
    await loop.clock.advance(2 * minuteMs);
    expect(loop.fired()).toContain(labAlarm);
    await loop.clock.advance(10 * minuteMs);
    expect(loop.alarmsIn('ALARM')).toContain(labAlarm);
    await tryWrongKey(2);
    await loop.clock.advance(2 * minuteMs);
    expect(loop.fired().filter((name) => name === labAlarm)).toHaveLength(1);
  });

  it("raises the alarm on the service's own line about a record that is not what was stored", async () => {
    const line = '{"level":50,"event":"request","status":500}';
    loop.log(line);
    expect(loop.events.at(-1)).toMatchObject({ kind: 'line', event: { message: line } });
    await loop.clock.advance(2 * minuteMs);
    expect(loop.fired()).toEqual([]);
    loop.log('{"level":50,"event":"record-integrity","recordId":"r"}');
    await loop.clock.advance(2 * minuteMs);
    expect(loop.fired()).toEqual(['keywatch-dev-health-record-integrity']);
  });

  describe('does not alarm', () => {
    /** What must stay quiet; afterwards a wrong key shows that the loop would have told. */
    const staysQuiet = async (alarmNames: readonly string[], act: () => Promise<unknown>): Promise<void> => {
      await act();
      await loop.clock.advance(3 * minuteMs);
      expect(loop.fired().filter((name) => alarmNames.includes(name))).toEqual([]);
      loop.setFault(undefined);
      await tryWrongKey(2);
      await loop.clock.advance(2 * minuteMs);
      expect(loop.fired()).toContain(wrongKeyAlarm);
    };

    it('for a good decrypt', () =>
      staysQuiet(everyAlarm(), async () => {
        expect(await loop.decrypt(ciphertext, { keywatch: 'right' })).toBe('ok');
      }));

    it('for a KMS outage', () =>
      staysQuiet(everyAlarm(), async () => {
        loop.setFault(() => 'outage');
        expect(await loop.decrypt(ciphertext, { keywatch: 'right' })).not.toBe('ok');
      }));

    it("of the service's errors for another role's", () =>
      staysQuiet(
        everyAlarm().filter((name) => name !== foreignPrincipalAlarm),
        async () => {
          await expect(loop.stranger.send(decryptRightly())).rejects.toMatchObject({
            name: 'AccessDeniedException',
          });
        },
      ));

    it("for the task role's error at another service", () =>
      staysQuiet(everyAlarm(), async () => {
        const client = new SecretsManagerClient({
          region: plan.region,
          endpoint: loop.url,
          credentials: loop.task.config.credentials,
          systemClockOffset: loop.clock.nowMs() - Date.now(),
        });
        const command = new GetSecretValueCommand({ SecretId: plan.database.secretArn });
        await expect(client.send(command)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
      }));

    it('of wrong keys for throttling, which the lab cannot tell apart', () =>
      staysQuiet([wrongKeyAlarm], async () => {
        loop.setFault(() => 'throttle');
        expect(await loop.decrypt(ciphertext, { keywatch: 'right' })).toBe('ThrottlingException');
      }));
  });

  it('pages for another role that tries the application key, and for nothing else', async () => {
    await expect(loop.stranger.send(decryptRightly())).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await loop.clock.advance(2 * minuteMs);
    expect(loop.fired()).toEqual([foreignPrincipalAlarm]);
    expect(loop.alarmMails()[0]?.text).toContain('[page] Somebody else uses the application key');
  });

  it('pages for the task role used from where no task runs, though every decrypt is a good one', async () => {
    await loop.thief.send(decryptRightly());
    await loop.clock.advance(2 * minuteMs);
    expect(loop.fired()).toEqual(['keywatch-dev-kms-use-elsewhere']);
  });

  it('does not know how many log events come in, so the alarm on their absence is not evaluated', async () => {
    await loop.clock.advance(100 * minuteMs);
    expect(everyAlarm()).toContain('keywatch-dev-detection-silent');
    expect(loop.fired()).toEqual([]);
  });

  it('records nothing and raises nothing for calls whose signature is refused', async () => {
    const before = loop.events.length;
    const config = loop.task.config;
    config.credentials = () => Promise.resolve({ accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' });
    expect(await loop.decrypt(ciphertext, { keywatch: 'wrong' })).toBe('UnrecognizedClientException');
    await loop.clock.advance(2 * minuteMs);
    expect(loop.events.slice(before).filter(({ kind }) => kind === 'call')).toEqual([]);
  });

  it('follows the declaration: with another pattern a wrong key matches nothing', async () => {
    const changed = await startLoop({
      ...plan,
      metricFilters: plan.metricFilters.map((filter) => ({
        ...filter,
        filterPattern: '{ $.eventSource = "s3.amazonaws.com" }',
      })),
    });
    const other = await changed.generate({ keywatch: 'right' });
    await changed.clock.advance(2 * minuteMs);
    expect(await changed.decrypt(other, { keywatch: 'wrong' })).toBe('InvalidCiphertextException');
    await changed.clock.advance(3 * minuteMs);
    expect(changed.events.filter(({ kind }) => kind === 'delivery').length).toBeGreaterThan(1);
    expect(changed.fired()).toEqual([]);
    await changed.stop();
  });
});
