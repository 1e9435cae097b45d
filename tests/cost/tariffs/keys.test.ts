import { describe, expect, it } from 'vitest';
import { declare, idleCost, usageCost } from '../../support/cost/declare.ts';

const key = (inputs: Record<string, unknown>) => declare('aws:kms/key:Key', 'key', inputs);

describe('the tariff of a KMS key', () => {
  it('charges a key by the month', () => {
    expect(idleCost([key({ enableKeyRotation: true })])).toEqual([['KMS key', 1, 1, 1]]);
  });

  it('tells what calls cost, and rotations where there are any', () => {
    const calls = ['calls of KMS, also those of S3, RDS and CloudWatch Logs', 0.03, '10,000 requests'];
    const rotations = ["each of a KMS key's first two yearly rotations", 1, 'key-month'];
    expect(usageCost([key({ enableKeyRotation: true })])).toEqual([calls, rotations]);
    expect(usageCost([key({ enableKeyRotation: false })])).toEqual([calls]);
  });
});
