import { accessDenied } from '../authorisation/authorisation.ts';
import type { AwsError } from '../endpoint/aws-error.ts';
import type { Call } from '../endpoint/aws-service.ts';
import type { KeyStore } from './key-store.ts';
import { type KmsKey, keyIdPattern } from './kms-key.ts';
import { notFound } from './kms-errors.ts';

/** A key as a request named it. */
export interface ResolvedKey {
  readonly key: KmsKey;
  /** The alias the request used, `alias/` included; policies see it as `kms:RequestAlias`. */
  readonly requestAlias?: string;
}

const arnPattern = /^arn:([^:]*):kms:([^:]*):([^:]*):((?:key|alias)\/.+)$/;

function byName(name: string, keys: KeyStore, keyId: string): ResolvedKey {
  const arnPrefix = `arn:${keys.partition}:kms:${keys.region}:${keys.accountId}:`;
  if (name.startsWith('alias/')) {
    const key = keys.byAlias(name);
    if (!key) throw notFound(`Alias ${arnPrefix}${name} is not found.`);
    return { key, requestAlias: name };
  }
  const id = name.slice('key/'.length);
  const key = keys.byKeyId(id);
  if (key) return { key };
  throw notFound(
    keyIdPattern.test(id) ? `Key '${arnPrefix}key/${id}' does not exist` : `Invalid keyId '${keyId}'`,
  );
}

/** In another account's key AWS does not tell whether it exists: a caller is simply not allowed. */
const foreignKey = (keyId: string, call: Call, action: string): AwsError =>
  accessDenied(
    { principal: call.caller.principal, action, resource: keyId, context: {} },
    { allowed: false, because: 'resource' },
  );

/**
 * Finds the key a `KeyId` names: key id, key ARN, alias name or alias ARN.
 * @throws AwsError NotFoundException, or AccessDeniedException for a key of another account.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
 */
export function resolveKey(keyId: string, keys: KeyStore, call: Call, action: string): ResolvedKey {
  if (keyId.startsWith('alias/')) return byName(keyId, keys, keyId);
  if (!keyId.startsWith('arn:')) return byName(`key/${keyId}`, keys, keyId);
  const [, , region, accountId, name] = arnPattern.exec(keyId) ?? [];
  if (name === undefined || accountId === undefined) throw notFound(`Invalid keyId '${keyId}'`);
  if (region !== keys.region) throw notFound(`Invalid arn ${region ?? ''}`);
  if (accountId !== keys.accountId) throw foreignKey(keyId, call, action);
  return byName(name, keys, keyId);
}
