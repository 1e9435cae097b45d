import type { SecretDependencies } from '../../../service/secrets/dependencies.ts';
import type { NewRecord } from '../../../service/store/record-store.ts';

/** Records in memory, for tests whose requests never get as far as a database. */
export class FakeRecordStore {
  readonly records = new Map<string, NewRecord>();

  readonly asStore: SecretDependencies['store'] = {
    findHead: (name) => Promise.resolve(this.records.get(name)),
    readBody: (id) => Promise.resolve([...this.records.values()].find((record) => record.id === id)),
    insertIfAbsent: (name, record) => {
      const absent = !this.records.has(name);
      if (absent) this.records.set(name, record);
      return Promise.resolve(absent);
    },
    replace: (name, expectedId, record) => {
      const same = this.records.get(name)?.id === expectedId;
      if (same) this.records.set(name, record);
      return Promise.resolve(same);
    },
    remove: (id) => {
      const held = [...this.records].find(([, record]) => record.id === id);
      return Promise.resolve(held !== undefined && this.records.delete(held[0]));
    },
  };
}

/** For a store whose writes never end unknown, and callers who wait for their answers. */
export const noWithdrawals: SecretDependencies['withdrawals'] = {
  guard: ({ written }) => written,
  withdraw: () => undefined,
};
