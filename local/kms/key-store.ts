import { createHash, randomBytes } from 'node:crypto';
import type { KeyMaterialVault } from './key-material-vault.ts';
import { type KeyDeclaration, type KeyMaterial, type KeyState, type KmsKey, readKeyArn } from './kms-key.ts';

/** The keys of one account and region, with the controls that AWS would offer as API actions. */
export interface KeyStore {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  all(): readonly KmsKey[];
  byKeyId(keyId: string): KmsKey | undefined;
  /** @param aliasName with `alias/` in front. */
  byAlias(aliasName: string): KmsKey | undefined;
  /**
   * Puts a key into a state, as DisableKey, ScheduleKeyDeletion or a lost custom key store would.
   * @param deletionAtMs end of the waiting period, for `PendingDeletion`.
   * @throws Error for an unknown key.
   */
  setState(keyArn: string, keyState: KeyState, deletionAtMs?: number): void;
  /**
   * Gives a key new material. Ciphertexts made with the old one stay readable.
   * @throws Error for an unknown key.
   */
  rotate(keyArn: string): Promise<KeyMaterial>;
}

export interface KeyStoreOptions {
  readonly accountId: string;
  readonly region: string;
  /** Default `aws`. */
  readonly partition?: string;
  readonly declarations: readonly KeyDeclaration[];
  readonly vault: KeyMaterialVault;
  readonly nowMs: () => number;
}

/** New material. Its id is a digest of random bytes of its own: it tells nothing about the key. */
const createMaterial = (nowMs: number): KeyMaterial => ({
  id: createHash('sha256').update(randomBytes(32)).digest('hex'),
  bytes: randomBytes(32),
  createdAtMs: nowMs,
});

function buildKey(declaration: KeyDeclaration, materials: readonly KeyMaterial[]): KmsKey {
  const arn = readKeyArn(declaration.arn);
  if (!arn) throw new Error(`'${declaration.arn}' is not a key ARN: arn:aws:kms:REGION:ACCOUNT:key/ID is.`);
  return {
    arn: declaration.arn,
    keyId: arn.keyId,
    accountId: arn.accountId,
    region: arn.region,
    description: declaration.description ?? '',
    keyUsage: declaration.keyUsage ?? 'ENCRYPT_DECRYPT',
    aliases: declaration.aliases ?? [],
    multiRegion: declaration.multiRegion ?? false,
    keyState: declaration.keyState ?? 'Enabled',
    deletionAtMs: undefined,
    materials,
  };
}

/** Reads a key's material, or makes and keeps the first. */
async function openKey(declaration: KeyDeclaration, { vault, nowMs }: KeyStoreOptions): Promise<KmsKey> {
  const keyId = readKeyArn(declaration.arn)?.keyId ?? '';
  const kept = keyId === '' ? undefined : await vault.read(keyId);
  const key = buildKey(declaration, kept ?? [createMaterial(nowMs())]);
  if (!kept) await vault.write(key.keyId, key.materials);
  return key;
}

/**
 * Opens the declared keys. Material already in the vault is used; keys that are no longer declared are left there.
 * @throws KeyMaterialError when kept material can't be read; nothing is overwritten then.
 */
export async function createKeyStore(options: KeyStoreOptions): Promise<KeyStore> {
  const keys = new Map<string, KmsKey>();
  for (const declaration of options.declarations) {
    const key = await openKey(declaration, options);
    keys.set(key.keyId, key);
  }
  const known = (keyArn: string): KmsKey => {
    const key = keys.get(readKeyArn(keyArn)?.keyId ?? '');
    if (!key)
      throw new Error(
        `There is no key ${keyArn}; there are: ${[...keys.values()].map((one) => one.arn).join(', ')}.`,
      );
    return key;
  };
  const rotate = async (key: KmsKey): Promise<KeyMaterial> => {
    const material = createMaterial(options.nowMs());
    const materials = [...key.materials, material];
    await options.vault.write(key.keyId, materials);
    keys.set(key.keyId, { ...known(key.arn), materials });
    return material;
  };
  // One after the other: two at once would each keep a list without the other's material.
  let lastRotation: Promise<unknown> = Promise.resolve();
  return {
    accountId: options.accountId,
    region: options.region,
    partition: options.partition ?? 'aws',
    all: () => [...keys.values()],
    byKeyId: (keyId) => keys.get(keyId),
    byAlias: (aliasName) => [...keys.values()].find((key) => key.aliases.includes(aliasName)),
    setState: (keyArn, keyState, deletionAtMs) => {
      const key = known(keyArn);
      keys.set(key.keyId, { ...key, keyState, deletionAtMs });
    },
    rotate: (keyArn) => {
      const rotation = lastRotation.then(() => rotate(known(keyArn)));
      lastRotation = rotation.catch(() => undefined);
      return rotation;
    },
  };
}
