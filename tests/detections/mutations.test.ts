import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
import { mutantsOf } from '../support/pattern-mutants.ts';
import { recordedPatterns, type RecordedPattern } from '../support/recorded-detections.ts';

/** Whether some recorded event tells a pattern from the one it was recorded for. */
function isNoticed(pattern: string, { matches, nearMisses }: RecordedPattern): boolean {
  const compiled = parseFilterPattern(pattern);
  const match = (record: object): boolean => compiled.match(JSON.stringify(record));
  return matches.some(({ record }) => !match(record)) || nearMisses.some(({ record }) => match(record));
}

describe.each(recordedPatterns)('of the pattern of $name', (recorded) => {
  const { viable, stillborn } = mutantsOf(recorded.pattern);

  it('the recorded events notice every mutant', () => {
    const survivors = viable.filter(({ pattern }) => !isNoticed(pattern, recorded));
    expect(survivors.map(({ mutation }) => mutation)).toEqual([]);
    expect(viable.length).toBeGreaterThan(6);
  });

  it('nothing but != on a list, whose meaning AWS leaves undefined, is no mutant', () => {
    expect(
      stillborn.filter(
        ({ mutation }) => !/^turns the operator in \$\.[\w.]+\[\*\](?:\.\w+)? = /.test(mutation),
      ),
    ).toEqual([]);
  });

  it('the original goes unnoticed', () => {
    expect(isNoticed(recorded.pattern, recorded)).toBe(false);
  });
});

it('are as many as the catalogue has mistakes to make', () => {
  const viable = recordedPatterns.flatMap(({ pattern }) => mutantsOf(pattern).viable);
  expect(viable.length).toBeGreaterThan(250);
});
