/** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion' | 'PendingImport' | 'Unavailable';

export type KeyUsage = 'ENCRYPT_DECRYPT' | 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC' | 'KEY_AGREEMENT';

/** A KMS key as somebody declared it. */
export interface KeyDeclaration {
  readonly arn: string;
  readonly description?: string;
  /** Default `Enabled`. */
  readonly keyState?: KeyState;
  /** Default `ENCRYPT_DECRYPT`, with the spec `SYMMETRIC_DEFAULT`. */
  readonly keyUsage?: KeyUsage;
  /** Alias names, `alias/` included. */
  readonly aliases?: readonly string[];
  readonly multiRegion?: boolean;
}

/** One version of a key's material. Rotation adds a version; earlier ones go on decrypting. */
export interface KeyMaterial {
  /** What AWS calls `KeyMaterialId`: 64 hexadecimal digits. */
  readonly id: string;
  /** 32 bytes for AES-256. */
  readonly bytes: Buffer;
  readonly createdAtMs: number;
}

/** A KMS key with its material. */
export interface KmsKey {
  readonly arn: string;
  readonly keyId: string;
  readonly accountId: string;
  readonly region: string;
  readonly description: string;
  readonly keyUsage: KeyUsage;
  readonly aliases: readonly string[];
  readonly multiRegion: boolean;
  readonly keyState: KeyState;
  /** When the waiting period of a key that is pending deletion ends. */
  readonly deletionAtMs: number | undefined;
  /** Oldest first; never empty. */
  readonly materials: readonly KeyMaterial[];
}

/** The parts of a key ARN, `arn:aws:kms:REGION:ACCOUNT:key/ID`. */
export interface KeyArn {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly keyId: string;
}

/** A UUID, or `mrk-` and 32 hexadecimal digits for a multi-Region key. */
export const keyIdPattern = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;

/** Reads a key ARN; `undefined` when the text is not one. */
export function readKeyArn(arn: string): KeyArn | undefined {
  const match = /^arn:([a-z-]+):kms:([a-z0-9-]+):(\d{12}):key\/([^/]+)$/.exec(arn);
  const [, partition, region, accountId, keyId] = match ?? [];
  return partition && region && accountId && keyId ? { partition, region, accountId, keyId } : undefined;
}

/** The material new ciphertexts are made with. */
export function currentMaterial(key: KmsKey): KeyMaterial {
  const material = key.materials.at(-1);
  if (!material) throw new Error(`Key ${key.arn} has no key material.`);
  return material;
}
