import * as pulumi from '@pulumi/pulumi';
import { describe, expect, it } from 'vitest';
import { pathsOfUndefined, toPlainValue } from '../../stack/property-values.ts';

const {
  specialSigKey,
  specialSecretSig,
  specialResourceSig,
  specialOutputValueSig,
  specialAssetSig,
  unknownValue,
} = pulumi.runtime as unknown as Record<string, string> & { specialSigKey: string };

describe('toPlainValue', () => {
  it("unwraps what the SDK's own signatures mark", () => {
    const wire = {
      secret: { [specialSigKey]: specialSecretSig, value: { nested: [1, 'two'] } },
      nothing: { [specialSigKey]: specialSecretSig },
      output: { [specialSigKey]: specialOutputValueSig, value: 'resolved', dependencies: ['urn:x'] },
      custom: { [specialSigKey]: specialResourceSig, urn: 'urn:custom', id: 'i-1' },
      component: { [specialSigKey]: specialResourceSig, urn: 'urn:component' },
      asset: { [specialSigKey]: specialAssetSig, text: 'hello' },
      list: [{ [specialSigKey]: specialSecretSig, value: 'hidden' }],
    };
    expect(toPlainValue(wire)).toEqual({
      secret: { nested: [1, 'two'] },
      nothing: null,
      output: 'resolved',
      custom: 'i-1',
      component: 'urn:component',
      asset: { text: 'hello' },
      list: ['hidden'],
    });
  });

  it('refuses an unknown value', () => {
    expect(() => toPlainValue({ a: [unknownValue] })).toThrow('an unknown value reached the monitor');
  });
});

describe('pathsOfUndefined', () => {
  it('finds interpolated undefined at any depth and nothing else', () => {
    expect(
      pathsOfUndefined({ a: 'arn:undefined:x', b: [{ c: 'undefined' }], d: 'undefinedness', e: null, f: 1 }),
    ).toEqual(['a', 'b[0].c']);
  });
});
