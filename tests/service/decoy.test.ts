import { describe, expect, it, vi } from 'vitest';

import { Decoy } from '../../service/decoy.ts';
import { UnavailableError } from '../../service/errors.ts';
import type { GeneratedDataKey } from '../../service/kms/data-keys.ts';
import { openBackgroundScope } from '../../service/request-scope.ts';
import { openSecret } from '../../service/secrets/open-secret.ts';
import { FakeRecordStore, noWithdrawals } from './support/fake-record-store.ts';
import { createMemoryLog } from './support/memory-log.ts';

const generated = (): GeneratedDataKey => ({
  plaintext: Buffer.alloc(32, 7),
  wrapped: Buffer.from('wrapped'),
  kmsKeyArn: 'arn',
});

/** KMS that fails so many times, then answers. */
const stubDataKeys = (failures: number) => {
  const answers: GeneratedDataKey[] = [];
  const contexts: string[] = [];
  return {
    answers,
    contexts,
    generate: (_id: string, context: { keywatch: string }) => {
      contexts.push(context.keywatch);
      if (contexts.length <= failures) return Promise.reject(new UnavailableError('kms', 'DeadlineExceeded'));
      answers.push(generated());
      return Promise.resolve(answers.at(-1) ?? generated());
    },
  };
};

describe('the decoy', () => {
  it('is generated at start and its plaintext data key is wiped', async () => {
    const dataKeys = stubDataKeys(0);
    const log = createMemoryLog();
    const decoy = new Decoy({ dataKeys, log: log.log });
    expect(decoy.head).toBeUndefined();
    await decoy.start();
    expect(decoy.head).toMatchObject({ kmsKeyArn: 'arn', wrappedDataKey: Buffer.from('wrapped') });
    expect(dataKeys.answers[0]?.plaintext).toEqual(Buffer.alloc(32));
    expect(log.ofEvent('decoy-ready')).toMatchObject([{ recordId: decoy.head?.id }]);
  });

  it('is tried again in the background until KMS answers, each time under a new context', async () => {
    const dataKeys = stubDataKeys(2);
    const log = createMemoryLog();
    const delays: number[] = [];
    const decoy = new Decoy({
      dataKeys,
      log: log.log,
      retryDelayMs: (failures) => {
        delays.push(failures);
        return 0;
      },
    });
    await decoy.start();
    expect(decoy.head).toBeUndefined();
    await vi.waitFor(() => expect(decoy.head).toBeDefined());
    expect(delays).toEqual([0, 1]);
    expect(new Set(dataKeys.contexts).size).toBe(3);
    expect(log.ofEvent('decoy-failed')).toMatchObject([
      { level: 'warn', errorCode: 'DeadlineExceeded', retryInMs: 0 },
      { level: 'warn', errorCode: 'DeadlineExceeded', retryInMs: 0 },
    ]);
  });

  it('is tried no more once it is stopped', async () => {
    const dataKeys = stubDataKeys(Infinity);
    const decoy = new Decoy({ dataKeys, log: createMemoryLog().log, retryDelayMs: () => 0 });
    const started = decoy.start();
    decoy.stop();
    await started;
    await new Promise((resolve) => setImmediate(resolve));
    expect(dataKeys.contexts).toHaveLength(1);
  });

  it('that is not there yet makes every decrypt unavailable, known Name or not, without a KMS call', async () => {
    const store = new FakeRecordStore().asStore;
    const decrypt = vi.fn();
    const dependencies = {
      store,
      dataKeys: { generate: vi.fn(), decrypt },
      decoy: { head: undefined },
      withdrawals: noWithdrawals,
    };
    for (const name of ['known', 'unknown']) {
      const opening = openSecret(
        dependencies,
        { name, key: 'k' },
        openBackgroundScope(createMemoryLog().log),
      );
      await expect(opening).rejects.toMatchObject({ name: 'UnavailableError', dependency: 'decoy' });
    }
    expect(decrypt).not.toHaveBeenCalled();
  });
});
