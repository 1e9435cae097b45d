import type { Recording } from './detection.ts';
import { failedDecrypt, nearMissesOf, recordedSubject, serviceCallOf } from './recorded/kms-records.ts';
import { taskRoleError } from './task-role-call.ts';

/** What the three detections of wrong keys have in common; they differ in how often. */
export const wrongKeyRecords = taskRoleError('InvalidCiphertext*');

const wrongKey = failedDecrypt('InvalidCiphertextException');

/** Recorded events of {@link wrongKeyRecords}. */
export const wrongKeyRecording: Recording<'role'> = {
  subject: recordedSubject,
  matches: [
    { event: 'a wrong key', record: wrongKey },
    {
      event: 'a wrong key, the code spelled as short as the trail spells others',
      record: failedDecrypt('InvalidCiphertext'),
    },
  ],
  nearMisses: [
    ...nearMissesOf(wrongKey),
    serviceCallOf(wrongKey),
    { event: 'a throttled call', refusedBy: '$.errorCode', record: failedDecrypt('ThrottlingException') },
    {
      event: 'a record under a replaced key',
      refusedBy: '$.errorCode',
      record: failedDecrypt('IncorrectKeyException'),
    },
  ],
};
