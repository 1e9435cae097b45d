import { describe, expect, it } from 'vitest';

import { formatV1 } from '../../../service/record/format-v1.ts';
import { parseRecordHead } from '../../../service/record/parse-record-head.ts';

const row = {
  id: '6f1e0d3a-2f58-4b7e-9a34-5b0d4b7f4c11',
  formatVersion: 1,
  kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
  salt: Buffer.alloc(32),
  wrappedDataKey: Buffer.alloc(180),
};

describe('parsing the head of a record', () => {
  it('finds the format of its version', () => {
    const { id, kmsKeyArn, salt, wrappedDataKey } = row;
    expect(parseRecordHead(row)).toEqual({ id, kmsKeyArn, salt, wrappedDataKey, format: formatV1 });
  });

  it.each([
    ['version 0', { formatVersion: 0 }],
    ['a version of the future', { formatVersion: 2 }],
    ['a salt of 31 bytes', { salt: Buffer.alloc(31) }],
    ['a salt of 33 bytes', { salt: Buffer.alloc(33) }],
    ['an empty wrapped data key', { wrappedDataKey: Buffer.alloc(0) }],
    ['a wrapped data key longer than KMS accepts', { wrappedDataKey: Buffer.alloc(6145) }],
  ])('refuses %s and names the record', (_title, change) => {
    expect(() => parseRecordHead({ ...row, ...change })).toThrow(
      expect.objectContaining({ name: 'RecordIntegrityError', recordId: row.id }),
    );
  });

  it.each([1, 6144])('accepts a wrapped data key of %i bytes, as KMS does', (bytes) => {
    expect(parseRecordHead({ ...row, wrappedDataKey: Buffer.alloc(bytes) }).wrappedDataKey).toHaveLength(
      bytes,
    );
  });
});
