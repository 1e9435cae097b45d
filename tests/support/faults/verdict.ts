import { expect } from 'vitest';

import type { BreakableAws } from './breakable-aws.ts';
import type { Caller } from './caller.ts';
import { alarmsIn, replayRecords } from './replay-records.ts';

/** The dev stack's alarms that tell of wrong keys. */
export const wrongKeyAlarms: readonly string[] = ['', '-burst', '-slow'].map(
  (suffix) => `keywatch-dev-kms-wrong-key${suffix}`,
);

/** Heavy use is what this one is for: it may go off over any test's load. */
export const volumeAlarm = 'keywatch-dev-kms-decrypt-volume';

/** The lab's alarm counts every error that KMS answers, whatever its cause. */
export const labAlarm = 'Pattern1ApplicationKMSSecurityAlarm';

export interface Verdict {
  /** Records of KMS and Secrets Manager calls that the trail has of the faults. */
  readonly records: number;
  /** Alarms over them, but for {@link volumeAlarm}. */
  readonly alarms: readonly string[];
  /** Wrong-key alarms over the same records and one wrong key that really was sent. */
  readonly withOneWrongKey: readonly string[];
}

/** What the declared detections make of the records of a test; sends one wrong key to prove that they look. */
export const judge = async (
  { records, reports }: Pick<BreakableAws, 'records' | 'reports'>,
  caller: Caller,
): Promise<Verdict> => {
  const { correspondence } = caller;
  const ofFaults = await replayRecords([...records]);
  await caller.decrypt({ Name: correspondence.newName(), Key: correspondence.wrongKey() });
  const withWrongKey = await replayRecords([...records]);
  reports.push(ofFaults, withWrongKey);
  return {
    records: ofFaults.archive.events,
    alarms: alarmsIn(ofFaults).filter((alarm) => alarm !== volumeAlarm),
    withOneWrongKey: alarmsIn(withWrongKey).filter((alarm) => wrongKeyAlarms.includes(alarm)),
  };
};

/** Nothing goes off over the faults, and one wrong key among them is noticed. */
export const nobodyAlarmed = {
  records: expect.any(Number) as number,
  alarms: [],
  withOneWrongKey: ['keywatch-dev-kms-wrong-key'],
};
