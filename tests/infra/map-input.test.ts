import * as pulumi from '@pulumi/pulumi';
import { describe, expect, it } from 'vitest';
import { mapInput, mapInputs } from '../../infra/map-input.ts';

/** Rejects when the output does. */
const valueOf = <T>(input: pulumi.Input<T>): Promise<unknown> =>
  (pulumi.output(input) as unknown as { promise(): Promise<unknown> }).promise();
const loud = (text: string): string => text.toUpperCase();
const joined = (texts: readonly string[]): string => texts.join(' ');

describe('mapping inputs', () => {
  it('keeps plain what is plain', () => {
    expect(mapInput('a', loud)).toBe('A');
    expect(mapInputs(['a', 'b'], joined)).toBe('a b');
  });

  it('waits for what is not known yet', async () => {
    expect(await valueOf(mapInput(pulumi.output('a'), loud))).toBe('A');
    expect(await valueOf(mapInput(Promise.resolve('a'), loud))).toBe('A');
    expect(await valueOf(mapInputs(['a', pulumi.output('b')], joined))).toBe('a b');
  });
});
