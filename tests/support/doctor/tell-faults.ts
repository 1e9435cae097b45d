import { describe, expect, it } from 'vitest';
import { examineFault, type RecordedFault } from './examine-recorded.ts';

/** One test for each fault: the doctor tells it once, with its cure, and nothing else. */
export function tellFaults(faults: readonly RecordedFault[]): void {
  describe('the doctor tells, with a cure, that', () => {
    it.each(faults)('$what', async (fault) => {
      const { findings, others } = await examineFault(fault);

      expect(findings.map(({ severity, sentence }) => [severity, sentence])).toEqual([
        [fault.severity, fault.says],
      ]);
      expect(findings[0]?.cure).toContain(fault.cure);
      expect(others).toEqual(fault.also ?? []);
    });
  });
}
