import { detectionSilent } from './detection-silent.ts';
import type { Detection } from './detection.ts';
import { kmsDecryptVolume } from './kms-decrypt-volume.ts';
import { kmsDenied } from './kms-denied.ts';
import { kmsErrorsLab } from './kms-errors-lab.ts';
import { kmsForeignPrincipal } from './kms-foreign-principal.ts';
import { kmsKeyAdmin } from './kms-key-admin.ts';
import { kmsKeyMismatch } from './kms-key-mismatch.ts';
import { kmsThrottled } from './kms-throttled.ts';
import { kmsUseElsewhere } from './kms-use-elsewhere.ts';
import { kmsWrongKey } from './kms-wrong-key.ts';
import { kmsWrongKeyBurst } from './kms-wrong-key-burst.ts';
import { kmsWrongKeySlow } from './kms-wrong-key-slow.ts';
import { monitoringTampered } from './monitoring-tampered.ts';

export type * from './detection.ts';
export type * from './event-pattern/event-pattern.ts';
export type * from './subjects.ts';
export { fastPathOf, inWords, type FastPath } from './fast-path.ts';
export { kmsErrorsQuery } from './kms-errors-query.ts';
export { requestLogQuery } from './request-log-query.ts';

/** The catalogue: everything Keywatch can watch for. */
export const detections: readonly Detection[] = [
  kmsErrorsLab,
  kmsWrongKey,
  kmsWrongKeyBurst,
  kmsWrongKeySlow,
  kmsKeyMismatch,
  kmsDenied,
  kmsThrottled,
  kmsDecryptVolume,
  kmsUseElsewhere,
  kmsForeignPrincipal,
  kmsKeyAdmin,
  monitoringTampered,
  detectionSilent,
];
