import type { Detection } from './detection.ts';
import { kmsDenied } from './kms-denied.ts';
import { kmsErrorsLab } from './kms-errors-lab.ts';
import { kmsKeyMismatch } from './kms-key-mismatch.ts';
import { kmsThrottled } from './kms-throttled.ts';
import { kmsWrongKey } from './kms-wrong-key.ts';
import { kmsWrongKeyBurst } from './kms-wrong-key-burst.ts';
import { kmsWrongKeySlow } from './kms-wrong-key-slow.ts';

export type * from './detection.ts';

/** The catalogue: everything Keywatch can watch for. */
export const detections: readonly Detection[] = [
  kmsErrorsLab,
  kmsWrongKey,
  kmsWrongKeyBurst,
  kmsWrongKeySlow,
  kmsKeyMismatch,
  kmsDenied,
  kmsThrottled,
];
