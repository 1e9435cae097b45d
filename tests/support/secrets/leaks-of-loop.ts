import type { KMSClient } from '@aws-sdk/client-kms';

import type { Identity } from '../../../local/endpoint/principal.ts';
import { LeakSearch } from './leak-search.ts';

const ACCESS_KEY_ID = 'an access key id';

/** What a loop's callers sign with, are answered by KMS and say: none of it may come out at the loop's other ends. */
export class SecretsOfLoop {
  readonly #titles = new Map<string, string>();

  constructor(identities: readonly Identity[]) {
    for (const { accessKeyId, secretAccessKey, sessionToken } of identities) {
      this.#titles.set(accessKeyId, ACCESS_KEY_ID).set(secretAccessKey, 'an AWS secret key');
      if (sessionToken !== undefined) this.#titles.set(sessionToken, 'an AWS session token');
    }
  }

  keep(secret: string, title: string): void {
    this.#titles.set(secret, title);
  }

  /** Keeps every plaintext data key that KMS answers to a client. */
  hear(client: KMSClient): KMSClient {
    client.middlewareStack.add(
      (next) => async (call) => {
        const result = await next(call);
        const { Plaintext } = result.output as { Plaintext?: Uint8Array };
        if (Plaintext !== undefined) this.keep(Buffer.from(Plaintext).toString('base64'), 'a data key');
        return result;
      },
      { step: 'initialize' },
    );
    return client;
  }

  /** A sentence for each secret in a text, and one if there is no access key id where one must be: the search is blind. */
  in(title: string, text: string, hasAccessKeyId: boolean): Promise<string[]> {
    const sought = [...this.#titles].filter(([, what]) => hasAccessKeyId || what !== ACCESS_KEY_ID);
    const search = new LeakSearch({ texts: {}, uuids: new Map(), sample: {}, madeUp: new Map(sought) });
    const pieces = [{ place: 'JSON', bytes: Buffer.from(text) }];
    return search.problemsOf({ title, pieces, holds: hasAccessKeyId ? [ACCESS_KEY_ID] : [] });
  }
}
