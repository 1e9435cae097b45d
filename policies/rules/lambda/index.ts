import type { Rule } from '../../rule.ts';
import { functionDeadLetter } from './function-dead-letter.ts';
import { functionInvokers } from './function-invokers.ts';
import { functionRuntime } from './function-runtime.ts';
import { queueEncrypted } from './queue-encrypted.ts';
import { queueTls } from './queue-tls.ts';

export const functionsRules: readonly Rule[] = [
  functionDeadLetter,
  functionInvokers,
  functionRuntime,
  queueEncrypted,
  queueTls,
];
