import * as pulumi from '@pulumi/pulumi';
import { EncryptionKey, type KeySettings } from './encryption-key.ts';
import { applicationKeyPolicy } from './iam/application-key-policy.ts';
import { storageKeyPolicy } from './iam/storage-key-policy.ts';

export interface ApplicationKeysArgs extends KeySettings {
  readonly taskRoleArn: pulumi.Input<string>;
}

/** The KMS keys of the secret service, one for each circle of users, so that no policy has to serve two. */
export class ApplicationKeys extends pulumi.ComponentResource {
  /** Callers' secrets, and nothing else. */
  readonly application: EncryptionKey;
  /** Database storage and images. */
  readonly storage: EncryptionKey;

  constructor(name: string, args: ApplicationKeysArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:encryption:ApplicationKeys', name, {}, options);
    const { account, administratorArns } = args;
    this.application = new EncryptionKey(
      `${name}-application`,
      {
        ...args,
        word: 'application',
        description: 'Encrypts the secrets of callers',
        policy: pulumi
          .output(args.taskRoleArn)
          .apply((taskRoleArn) => applicationKeyPolicy({ ...account, administratorArns, taskRoleArn })),
      },
      { parent: this },
    );
    this.storage = new EncryptionKey(
      `${name}-storage`,
      {
        ...args,
        word: 'storage',
        description: 'Encrypts database storage and images',
        policy: storageKeyPolicy({ ...account, administratorArns }),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
