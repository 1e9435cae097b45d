import { describe, expect, it } from 'vitest';
import { problemsOf } from '../support/given-settings.ts';

describe('a problem', () => {
  it.each([
    ['ingressCidr', 'ingressCidrs'],
    ['alertemail', 'alertEmail'],
    ['dataBaseMultiAZ', 'databaseMultiAz'],
  ])('names the nearest key for the unknown key %s', (unknown, nearest) => {
    expect(problemsOf({ [unknown]: 'x' })).toEqual([
      `keywatch:${unknown} is not a setting; the nearest one is keywatch:${nearest}.`,
    ]);
  });

  it('names the place in a list', () => {
    expect(problemsOf({ ingressCidrs: '["203.0.113.0/24","everybody"]' })).toEqual([
      'keywatch:ingressCidrs[1] is "everybody"; it takes an IPv4 block whose host bits are zero, such as 10.20.0.0/16.',
    ]);
  });

  it('names the nearest detection and the nearest change', () => {
    const detections = { 'kms-wrong-keys': {}, 'kms-denied': { treshold: 1, metricFilter: 'x' } };
    expect(problemsOf({ detections: JSON.stringify(detections) })).toEqual([
      'keywatch:detections.kms-denied.treshold is not a setting; the nearest one is keywatch:detections.kms-denied.threshold.',
      'keywatch:detections.kms-denied.metricFilter is not a setting; the nearest one is keywatch:detections.kms-denied.metricFilterName.',
      'keywatch:detections.kms-wrong-keys is not a setting; the nearest one is keywatch:detections.kms-wrong-key.',
    ]);
  });

  it('names of a detection on a metric of AWS only what it has', () => {
    const detections = { 'detection-silent': { metricName: 'Mine' } };
    expect(problemsOf({ detections: JSON.stringify(detections) })).toEqual([
      expect.stringMatching(
        /^keywatch:detections\.detection-silent\.metricName is not a setting; the nearest one is keywatch:detections\.detection-silent\.alarmName\.$/,
      ),
    ]);
    expect(problemsOf({ detections: '{"detection-silent":{"alarmName":"Silent","threshold":10}}' })).toEqual(
      [],
    );
  });
});
