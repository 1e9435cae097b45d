import { expect, test } from 'vitest';
import { buildScramVerifier } from '../../../local/postgres/scram-verifier.ts';

/** RFC 7677's example: its client and server verify these keys for the password `pencil`. */
const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');

test("stores the password of RFC 7677's example as its StoredKey and ServerKey", () => {
  expect(buildScramVerifier('pencil', salt)).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
});

test('uses a fresh salt each time', () => {
  expect(buildScramVerifier('pencil')).not.toBe(buildScramVerifier('pencil'));
});
