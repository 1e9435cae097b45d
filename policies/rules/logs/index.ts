import type { Rule } from '../../rule.ts';
import { logEncrypted } from './log-encrypted.ts';
import { logKeyUsable } from './log-key-usable.ts';
import { logRetention } from './log-retention.ts';
import { logsDeclared } from './logs-declared.ts';

export const logsRules: readonly Rule[] = [logEncrypted, logKeyUsable, logRetention, logsDeclared];
