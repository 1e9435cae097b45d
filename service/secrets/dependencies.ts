import type { Decoy } from '../decoy.ts';
import type { DataKeys } from '../kms/data-keys.ts';
import type { RecordStore } from '../store/record-store.ts';
import type { Withdrawals } from './withdrawals.ts';

/** What the three uses of a secret stand on. */
export interface SecretDependencies {
  readonly store: Pick<RecordStore, 'findHead' | 'readBody' | 'insertIfAbsent' | 'replace' | 'remove'>;
  readonly dataKeys: Pick<DataKeys, 'generate' | 'decrypt'>;
  readonly decoy: Pick<Decoy, 'head'>;
  readonly withdrawals: Pick<Withdrawals, 'guard' | 'withdraw'>;
}
