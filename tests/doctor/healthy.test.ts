import { describe, expect, it } from 'vitest';
import { examineRecorded } from '../support/doctor/examine-recorded.ts';

const topic = 'arn:aws:sns:us-east-1:111122223333:keywatch-dev-alarms';

describe('a healthy stack', () => {
  it('is told to be well by each check, in one sentence', async () => {
    const found = await examineRecorded({});

    const sentences = Object.entries(found).map(([id, findings]) => [
      id,
      ...findings.map(({ severity, sentence }) => `${severity}: ${sentence}`),
    ]);
    expect(sentences).toEqual([
      [
        'trail-logging',
        'ok: The trail arn:aws:cloudtrail:us-east-1:111122223333:trail/keywatch-dev-trail is logging',
      ],
      ['trail-selectors', 'ok: The trail records read and write events, of KMS too'],
      [
        'trail-delivery',
        'ok: The trail delivers without errors, to CloudWatch Logs last at 2026-01-31T11:55:00Z, 5 min ago',
      ],
      [
        'log-group-receiving',
        'ok: The log group /keywatch-dev/trail received an event at 2026-01-31T11:55:00Z, 5 min ago',
      ],
      [
        'metric-filters',
        'ok: The log group has 2 metric filters with the declared text; each counts its matches',
      ],
      ['alarm-feeds', 'ok: Metric filters feed 2 alarms'],
      ['alarm-states', 'ok: Of 3 alarms none lacks data or is in ALARM'],
      ['alarm-actions', `ok: 3 enabled alarms would tell ${topic}`],
      ['topic-policy', `ok: The policy of ${topic} lets CloudWatch publish for 3 alarms`],
      [
        'topic-key',
        'ok: CloudWatch can use the key arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012 of the alarm topic',
      ],
      ['subscriptions', 'ok: The topic has 1 confirmed subscription'],
      ['service-health', 'ok: The service keywatch-dev-service runs 2 of 2 tasks'],
      ['target-health', 'ok: The target group keywatch-dev has 2 healthy targets and no other'],
      [
        'running-image',
        `ok: The deployed image is the declared 111122223333.dkr.ecr.us-east-1.amazonaws.com/keywatch-dev-service@sha256:${'a'.repeat(64)}, and so is that of 2 running tasks`,
      ],
    ]);
  });
});

describe('a stack that only monitors', () => {
  const monitor = {
    without: ['trailArn', 'imageUri', 'ecsClusterName', 'ecsServiceName'],
  } as const;

  it('has its trail found by the log group it delivers to, and no service', async () => {
    const found = await examineRecorded(monitor);

    expect(found['trail-logging']?.[0]?.sentence).toBe(
      'The trail arn:aws:cloudtrail:us-east-1:111122223333:trail/keywatch-dev-trail is logging',
    );
    expect(
      Object.values(found)
        .flat()
        .map(({ severity }) => severity),
    ).toEqual(Array(11).fill('ok'));
    expect([found['service-health'], found['target-health'], found['running-image']]).toEqual([[], [], []]);
  });

  it('is warned about, and not called faulty, where the trail is out of sight', async () => {
    const found = await examineRecorded({
      ...monitor,
      answers: { 'cloudtrail:DescribeTrails': { body: { trailList: [] } } },
    });

    expect(found['trail-logging']).toEqual([
      {
        severity: 'warning',
        sentence:
          'No trail that this account can see in this region delivers to the log group /keywatch-dev/trail',
        cure: "ask the trail's owner whether it logs, delivers without errors and records KMS and read events",
      },
    ]);
    expect([found['trail-delivery'], found['trail-selectors']]).toEqual([[], []]);
    expect(found['log-group-receiving']?.[0]?.severity).toBe('ok');
  });
});
