import { describe, expect, it } from 'vitest';
import { compareScans } from '../../support/replay/compare-scans.ts';

describe('scanning an archive', () => {
  it('finds what parsing every record finds, in lines, documents and gzip, however they are spelled', async () => {
    const { records, matches, cut } = await compareScans({ seed: 3, lines: 1_500 });
    expect(records).toBe(1_500);
    expect(matches).toBeGreaterThan(500);
    expect(cut).toBeGreaterThan(30);
  });
});
