import type { ObservedCall } from '../../local/endpoint/observed-call.ts';
import { keyArn, region, taskIdentity } from './local-aws.ts';

export const materialId = 'a'.repeat(64);

/** A successful Decrypt by the task role; a test changes what it is about. */
export const observedDecrypt = (changes: Partial<ObservedCall> = {}): ObservedCall => ({
  eventSource: 'kms.amazonaws.com',
  operation: 'Decrypt',
  input: { KeyId: keyArn, CiphertextBlob: 'Q0lQSEVSVEVYVA==', EncryptionContext: { keywatch: 'c2FsdA' } },
  call: {
    requestId: '11111111-2222-4333-8444-555555555555',
    caller: { principal: taskIdentity.principal, accessKeyId: taskIdentity.accessKeyId },
    sourceIp: '192.0.2.10',
    userAgent: 'aws-sdk-js/3.1162.0',
    region,
    timeMs: Date.parse('2026-01-01T00:05:00.999Z'),
  },
  resourceArn: keyArn,
  keyMaterialId: materialId,
  ...changes,
});
