import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeyMaterialVault, KeyMaterialError } from './key-material-vault.ts';
import type { KeyMaterial } from './kms-key.ts';

const formatVersion = 1;
const materialBytes = 32;

interface KeptMaterial {
  readonly id: string;
  readonly bytes: string;
  readonly createdAt: string;
}

const serialize = (keyId: string, materials: readonly KeyMaterial[]): string =>
  JSON.stringify({
    format: formatVersion,
    keyId,
    materials: materials.map(({ id, bytes, createdAtMs }): KeptMaterial => ({
      id,
      bytes: bytes.toString('base64'),
      createdAt: new Date(createdAtMs).toISOString(),
    })),
  });

function parseMaterial(kept: unknown): KeyMaterial {
  const { id, bytes, createdAt } = (kept ?? {}) as Partial<Record<keyof KeptMaterial, unknown>>;
  if (typeof id !== 'string' || !/^[0-9a-f]{64}$/.test(id))
    throw new Error('an id is not 64 hexadecimal digits');
  const decoded = typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : Buffer.alloc(0);
  if (decoded.length !== materialBytes) throw new Error(`key material is not ${materialBytes} bytes long`);
  const createdAtMs = typeof createdAt === 'string' ? Date.parse(createdAt) : NaN;
  if (Number.isNaN(createdAtMs)) throw new Error('a creation date is not a date');
  return { id, bytes: decoded, createdAtMs };
}

function parse(content: string, keyId: string): readonly KeyMaterial[] {
  const kept = JSON.parse(content) as { format?: unknown; keyId?: unknown; materials?: unknown } | null;
  if (kept?.format !== formatVersion) throw new Error(`its format is not ${formatVersion}`);
  if (kept.keyId !== keyId) throw new Error('it belongs to another key');
  if (!Array.isArray(kept.materials) || kept.materials.length === 0)
    throw new Error('it holds no key material');
  return kept.materials.map(parseMaterial);
}

/** The reason alone: a JSON parser's message quotes the text it stumbles over, and that text is key material. */
const reasonOf = (error: unknown): string => {
  if (error instanceof SyntaxError) return 'it is not valid JSON';
  return error instanceof Error ? error.message : String(error);
};

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Makes the rename itself durable. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Key material as one file per key in a folder, readable by its owner only. The material is not encrypted: this is
 * a laptop's stand-in for a hardware security module, and what it protects is no better kept than this folder.
 */
export function createFolderVault(folder: string): KeyMaterialVault {
  const fileOf = (keyId: string): string => join(folder, `${keyId}.json`);
  return {
    async read(keyId) {
      const file = fileOf(keyId);
      let content: string;
      try {
        content = await readFile(file, 'utf8');
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
      try {
        return parse(content, keyId);
      } catch (error) {
        throw new KeyMaterialError(
          `The key material in ${file} can't be read, because ${reasonOf(error)}: restore the file from a copy, or move it away to start with new key material (what was encrypted under the old one is then lost).`,
        );
      }
    },
    async write(keyId, materials) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const temporary = `${fileOf(keyId)}.tmp`;
      const handle = await open(temporary, 'w', 0o600);
      try {
        await handle.writeFile(serialize(keyId, materials));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await chmod(temporary, 0o600);
      await rename(temporary, fileOf(keyId));
      await syncFolder(folder);
    },
  };
}
