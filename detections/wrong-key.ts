import type { Detection } from './detection.ts';
import { failedDecrypt, nearMissesOf, serviceCallOf } from './recorded/kms-records.ts';
import { taskRoleError } from './task-role-error.ts';

/** What the three detections of wrong keys have in common; they differ in how often. */
export const wrongKeyPattern = taskRoleError('InvalidCiphertext*');

const wrongKey = failedDecrypt('InvalidCiphertextException');

/** Recorded events of {@link wrongKeyPattern}. */
export const wrongKeyEvents = {
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
} as const satisfies Pick<Detection, 'matches' | 'nearMisses'>;
