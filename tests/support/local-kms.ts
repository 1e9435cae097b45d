import { type Authorise, allowEverything } from '../../local/authorisation/authorisation.ts';
import type { FaultHook } from '../../local/endpoint/fault.ts';
import type { ObservedCall } from '../../local/endpoint/observed-call.ts';
import { type KeyMaterialVault, createMemoryVault } from '../../local/kms/key-material-vault.ts';
import { type KeyStore, createKeyStore } from '../../local/kms/key-store.ts';
import type { KeyDeclaration } from '../../local/kms/kms-key.ts';
import { createKms } from '../../local/kms/kms.ts';
import { type LocalAws, accountId, keyArn, otherKeyArn, region, startLocalAws } from './local-aws.ts';

export const signingKeyArn = `arn:aws:kms:${region}:${accountId}:key/5555abcd-12ab-34cd-56ef-1234567890ab`;

/** A KMS behind a running endpoint, its keys, and every call it observed. */
export interface LocalKms extends LocalAws {
  readonly keys: KeyStore;
  readonly calls: readonly ObservedCall[];
}

export interface LocalKmsOptions {
  readonly vault?: KeyMaterialVault;
  readonly authorise?: Authorise;
  readonly fault?: FaultHook;
  readonly wait?: (delayMs: number) => Promise<void>;
  readonly declarations?: readonly KeyDeclaration[];
}

const declaredKeys: readonly KeyDeclaration[] = [
  { arn: keyArn, description: 'Secrets of keywatch-dev', aliases: ['alias/keywatch-dev'] },
  { arn: otherKeyArn },
  { arn: signingKeyArn, keyUsage: 'SIGN_VERIFY' },
];

export async function startLocalKms(options: LocalKmsOptions = {}): Promise<LocalKms> {
  const calls: ObservedCall[] = [];
  const keys = await createKeyStore({
    accountId,
    region,
    declarations: options.declarations ?? declaredKeys,
    vault: options.vault ?? createMemoryVault(),
    nowMs: Date.now,
  });
  const kms = createKms({
    keys,
    authorise: options.authorise ?? allowEverything,
    observe: (call) => calls.push(call),
    ...(options.fault ? { fault: options.fault } : {}),
    ...(options.wait ? { wait: options.wait } : {}),
  });
  return { ...(await startLocalAws({ services: [kms] })), keys, calls };
}
