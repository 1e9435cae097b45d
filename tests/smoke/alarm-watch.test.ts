import type { AlarmHistoryItem, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorisationRequest } from '../../local/authorisation/authorisation.ts';
import { createCloudWatch } from '../../local/cloudwatch-api/cloudwatch.ts';
import { createAlarmWatch } from '../../smoke/alarm-watch.ts';
import { SmokeError } from '../../smoke/smoke-error.ts';
import { type LocalAws, startLocalAws } from '../support/local-aws.ts';

const startMs = Date.UTC(2026, 10, 21, 12, 0, 0);
const names = Array.from({ length: 230 }, (_, index) => `app-dev-${String(index).padStart(3, '0')}`);
const noisy = 'app-dev-007';

/** One item a second, from ten seconds before the start on. */
const history = Array.from({ length: 260 }, (_, index): AlarmHistoryItem => ({
  AlarmName: noisy,
  Timestamp: new Date(startMs + (index - 10) * 1_000),
  HistoryItemType: 'StateUpdate',
  HistorySummary: `number ${index}`,
}));

let asked: AuthorisationRequest[] = [];
let aws: LocalAws;
beforeAll(async () => {
  const cloudWatch = createCloudWatch({
    describeAlarms: () => names.map((AlarmName): MetricAlarm => ({ AlarmName, StateValue: 'OK' })),
    history: () => history,
    authorise: (request) => {
      asked.push(request);
      return { allowed: true };
    },
  });
  aws = await startLocalAws({ services: [cloudWatch] });
});
afterAll(() => aws.close());

describe('the alarms of a stack', () => {
  it.each([1, 50, 51, 100, 101, 230])('are all described where there are %i', async (count) => {
    const some = names.slice(0, count);
    const described = await createAlarmWatch(aws.cloudWatch(), some).describe();
    expect(described.map(({ AlarmName }) => AlarmName)).toEqual(some);
  });

  it('are asked for a hundred at a time', async () => {
    asked = [];
    await createAlarmWatch(aws.cloudWatch(), names).describe();
    expect(asked).toHaveLength(3);
  });

  it('are missed by name, whichever call would have told of them', async () => {
    const watch = createAlarmWatch(aws.cloudWatch(), ['first', ...names, 'last']);
    await expect(watch.describe()).rejects.toThrow(
      new SmokeError('CloudWatch has no alarm named first, last: is the stack up?'),
    );
  });
});

describe("an alarm's history", () => {
  it('is read to its end, oldest first, from the start on', async () => {
    const items = await createAlarmWatch(aws.cloudWatch(), names).historySince(noisy, startMs);
    expect(items.map(({ HistorySummary }) => HistorySummary)).toEqual(
      history.slice(10).map(({ HistorySummary }) => HistorySummary),
    );
  });

  it('is empty where nothing happened', async () => {
    expect(await createAlarmWatch(aws.cloudWatch(), names).historySince('app-dev-008', startMs)).toEqual([]);
  });
});
