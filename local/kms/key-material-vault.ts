import type { KeyMaterial } from './kms-key.ts';

/** Where key material is kept between runs. */
export interface KeyMaterialVault {
  /**
   * The material of a key, oldest first; `undefined` when there is none yet.
   * @throws KeyMaterialError when what is kept can't be read.
   */
  read(keyId: string): Promise<readonly KeyMaterial[] | undefined>;
  /** Keeps the material durably before it resolves: what was encrypted under it must open after a crash. */
  write(keyId: string, materials: readonly KeyMaterial[]): Promise<void>;
}

/** Kept key material that can't be read. Nothing has been overwritten. */
export class KeyMaterialError extends Error {
  readonly code = 'KEY_MATERIAL_DAMAGED';
  override readonly name = 'KeyMaterialError';
}

/** Material that lives as long as the vault: for tests. */
export function createMemoryVault(): KeyMaterialVault {
  const kept = new Map<string, readonly KeyMaterial[]>();
  return {
    read: (keyId) => Promise.resolve(kept.get(keyId)),
    write: (keyId, materials) => {
      kept.set(keyId, materials);
      return Promise.resolve();
    },
  };
}
