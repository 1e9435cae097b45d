import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluateAlarm,
  type AlarmEvaluation,
  type AlarmState,
  type ComparisonOperator,
  type TreatMissingData,
} from '../../../cloudwatch/alarm/index.ts';

const states: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
const treatments: readonly TreatMissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];

function evaluate(signs: string, changes: Partial<AlarmEvaluation> = {}): AlarmState {
  return evaluateAlarm({
    datapoints: Array.from(signs, (sign) => ({ '0': 0, X: 100 })[sign]),
    evaluationPeriods: 3,
    threshold: 50,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData: 'missing',
    currentState: 'INSUFFICIENT_DATA',
    ...changes,
  });
}

describe('evaluateAlarm', () => {
  it.each<[ComparisonOperator, readonly AlarmState[]]>([
    ['GreaterThanThreshold', ['OK', 'OK', 'ALARM']],
    ['GreaterThanOrEqualToThreshold', ['OK', 'ALARM', 'ALARM']],
    ['LessThanThreshold', ['ALARM', 'OK', 'OK']],
    ['LessThanOrEqualToThreshold', ['ALARM', 'ALARM', 'OK']],
  ])('%s compares below, at and above the threshold', (comparisonOperator, expected) => {
    expect(
      [49, 50, 51].map((value) =>
        evaluate('', { datapoints: [value], evaluationPeriods: 1, comparisonOperator }),
      ),
    ).toEqual(expected);
  });

  it('takes evaluationPeriods for datapointsToAlarm when that is not given', () => {
    expect([evaluate('0XX'), evaluate('XXX'), evaluate('0XX', { datapointsToAlarm: 2 })]).toEqual([
      'OK',
      'ALARM',
      'ALARM',
    ]);
  });

  it('stays OK with one breaching datapoint fewer than datapointsToAlarm', () => {
    expect([evaluate('X0X', { datapointsToAlarm: 3 }), evaluate('X00', { datapointsToAlarm: 2 })]).toEqual([
      'OK',
      'OK',
    ]);
  });

  it('looks at the newest evaluationPeriods real datapoints only', () => {
    expect([evaluate('XXX000'), evaluate('000XXX'), evaluate('XXX-0-0-0')]).toEqual(['OK', 'ALARM', 'OK']);
  });

  it.each(treatments)('ignores %s as long as there are enough real datapoints', (treatMissingData) => {
    expect([
      evaluate('X-XX-', { treatMissingData }),
      evaluate('0--X-X', { treatMissingData, datapointsToAlarm: 3 }),
    ]).toEqual(['ALARM', 'OK']);
  });

  it.each<[string, TreatMissingData, AlarmState]>([
    ['--', 'missing', 'INSUFFICIENT_DATA'],
    ['--', 'notBreaching', 'OK'],
    ['--', 'breaching', 'ALARM'],
    ['', 'missing', 'INSUFFICIENT_DATA'],
  ])('takes %j with %s for %s', (signs, treatMissingData, expected) => {
    expect(evaluate(signs, { treatMissingData, evaluationPeriods: 1, currentState: 'OK' })).toBe(expected);
  });

  it.each(states)('keeps %s when nothing is known and missing data is ignored', (currentState) => {
    expect(evaluate('-----', { treatMissingData: 'ignore', currentState })).toBe(currentState);
    expect(evaluate('--X--', { treatMissingData: 'ignore', currentState })).toBe(currentState);
  });

  it('waits with an alarm until the oldest breach is as old as datapointsToAlarm', () => {
    expect(
      ['----X', '---X-', '--X--', '--XX-'].map((signs) => evaluate(signs, { currentState: 'OK' })),
    ).toEqual(['OK', 'OK', 'ALARM', 'ALARM']);
  });

  it('does not wait when a good datapoint is in the range', () => {
    expect(['0X---', '0--X-', 'X0---'].map((signs) => evaluate(signs, { datapointsToAlarm: 2 }))).toEqual([
      'OK',
      'OK',
      'OK',
    ]);
  });

  it('keeps a sparse breach in ALARM until it leaves the range, notBreaching or not', () => {
    const oneOfOne = { evaluationPeriods: 1, treatMissingData: 'notBreaching' } as const;

    expect(['--X', '-X-', 'X--', '---'].map((signs) => evaluate(signs, oneOfOne))).toEqual([
      'ALARM',
      'ALARM',
      'ALARM',
      'OK',
    ]);
  });

  it('does not depend on the state it is in, unless missing data leaves nothing to decide on', () => {
    const signs = fc.array(fc.constantFrom('0', 'X', '-'), { maxLength: 7 }).map((list) => list.join(''));
    fc.assert(
      fc.property(
        signs,
        fc.constantFrom(...treatments),
        fc.integer({ min: 1, max: 3 }),
        (range, treatMissingData, datapointsToAlarm) => {
          const outcomes = new Set(
            states.map((currentState) =>
              evaluate(range, { treatMissingData, datapointsToAlarm, currentState }),
            ),
          );
          const mayKeep =
            !range.includes('0') && (treatMissingData === 'ignore' || treatMissingData === 'missing');

          if (!mayKeep) expect(outcomes.size).toBe(1);
        },
      ),
    );
  });

  it('turns a breach into ALARM sooner, never later, when one more datapoint breaches', () => {
    const signs = fc.array(fc.constantFrom('0', 'X'), { minLength: 3, maxLength: 7 });
    fc.assert(
      fc.property(signs, fc.nat(6), fc.integer({ min: 1, max: 3 }), (range, at, datapointsToAlarm) => {
        const before = evaluate(range.join(''), { datapointsToAlarm });
        const after = evaluate(range.with(at % range.length, 'X').join(''), { datapointsToAlarm });

        if (before === 'ALARM') expect(after).toBe('ALARM');
      }),
    );
  });
});
