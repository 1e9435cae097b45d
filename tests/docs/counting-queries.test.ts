import { describe, expect, it } from 'vitest';
import { kmsDecryptVolume } from '../../detections/kms-decrypt-volume.ts';
import { logKmsCall } from '../../service/kms/kms-call-log.ts';
import { openRequestScope } from '../../service/request-scope.ts';
import { createMemoryLog } from '../service/support/memory-log.ts';
import { codeBlocks, pages } from '../support/docs/pages.ts';
import { isShown } from '../support/insights-filter.ts';

/** The queries that a runbook spells out, in their order. */
const queriesOf = (file: string): string[] =>
  pages
    .filter((page) => page.file === file)
    .flatMap(codeBlocks)
    .map(({ value }) => value)
    .filter((value) => value.startsWith('filter '));

const [ofTrail = '', ofService = ''] = queriesOf('docs/runbooks/kms-decrypt-volume.md');

/** Whether each filter of the query lets it through. */
const counts = (query: string, line: object): boolean => {
  const filters = query.match(/(?<=^(?:\| )?)filter .*$/gm) ?? [];
  expect(filters.length).toBeGreaterThan(0);
  return filters.every((filter) => isShown(`| ${filter}`, line));
};

/** By how much of which field a query counts. */
const countedBy = (query: string): [field: string, characters: number] => {
  const [, field = '', characters = ''] =
    /stats count\(\*\) .*by substr\((\w+), 0, (\d+)\)/.exec(query) ?? [];
  return [field, Number(characters)];
};

describe.each(kmsDecryptVolume.recordings)('the query that counts Decrypts in the trail', (recording) => {
  const query = ofTrail.replace('ROLE', recording.subject.taskRoleArn);

  it.each(recording.matches)('counts what the detection counts: $event', ({ record }) => {
    expect(counts(query, record)).toBe(true);
  });

  it.each(recording.nearMisses)('and nothing else: $event', ({ record }) => {
    expect(counts(query, record)).toBe(false);
  });

  it('counts by the minute of the call', () => {
    const [field, characters] = countedBy(query);
    const [{ record }] = recording.matches;
    const time = String((record as Record<string, unknown>)[field]);
    expect(time.slice(0, characters)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
  });
});

describe("the query that counts Decrypts in the service's log", () => {
  const memory = createMemoryLog();
  const caller = { clientAddress: '203.0.113.9', route: '/decrypt' };
  const request = openRequestScope(memory.log, caller, 2_000);
  const call = { recordId: 'record', kmsKeyArn: 'key', startedAt: performance.now() };
  logKmsCall(request, { ...call, operation: 'Decrypt', outcome: 'success' });
  logKmsCall(request, { ...call, operation: 'Decrypt', outcome: 'wrong-key' });
  logKmsCall(request, { ...call, operation: 'Decrypt', outcome: 'unavailable' });
  logKmsCall(request, { ...call, operation: 'GenerateDataKey', outcome: 'success' });
  const lines = memory.lines();

  it('counts those that KMS has done and no other call', () => {
    expect(lines.map((line) => counts(ofService, line))).toEqual([true, false, false, false]);
  });

  it('counts by the minute of the call', () => {
    const [field, characters] = countedBy(ofService);
    expect(String(lines[0]?.[field]).slice(0, characters)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
  });

  it('can count by client as well', () => {
    expect(lines[0]).toMatchObject({ ...caller, recordId: 'record' });
  });
});
