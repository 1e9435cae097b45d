import { NameTakenError } from '../errors.ts';
import type { RequestScope } from '../request-scope.ts';
import type { SecretDependencies } from './dependencies.ts';
import { sealRecord } from './seal-record.ts';
import type { StoredSecret } from './stored-secret.ts';

const TAKEN = 'A secret with this Name exists already; send its current Key as well to replace it';

/**
 * Stores Text under a new Name. The insert alone decides whether it is taken, so that of two at once one wins. To look it
 * up before would save a taken one its KMS call, and cost every other a statement, which is a tenth of its CPU. Telling that
 * a Name is taken is accepted: whoever may store secrets could find out by storing one. The `name-taken` line lets it be
 * counted.
 * @throws NameTakenError, UnavailableError
 */
export const createSecret = async (
  dependencies: SecretDependencies,
  { name, text }: { readonly name: string; readonly text: string },
  request: RequestScope,
): Promise<StoredSecret> => {
  const { store, withdrawals } = dependencies;
  const { record, key } = await sealRecord(dependencies, name, text, request);
  const write = {
    recordId: record.id,
    log: request.log,
    written: store.insertIfAbsent(name, record, request.leftMs()),
    takeBack: () => store.remove(record.id),
  };
  if (!(await withdrawals.guard(write))) throw new NameTakenError(TAKEN);
  return { key, withdraw: () => withdrawals.withdraw(write) };
};
