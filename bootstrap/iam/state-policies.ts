import type { Account } from '../account.ts';
import { policyDocument, type PolicyDocument, type Statement } from './policy-document.ts';

export interface StateAccess extends Pick<Account, 'region'> {
  readonly bucketArn: string;
  readonly keyArn: string;
  /** The project whose stacks these are. */
  readonly project: string;
}

/**
 * Lets a preview read the state of some stacks and open their secrets provider. A preview takes no lock and
 * writes nothing. It must open the data key in `Pulumi.STACK.yaml` even though no setting and no output is a
 * secret, so the state key, for these stacks' contexts, is the one key it may decrypt with.
 * @see https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/backend.go
 */
export function stateReadPolicy(state: StateAccess, stacks: readonly string[]): PolicyDocument {
  return policyDocument(
    listState(state),
    {
      Sid: 'ReadState',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: [
        `${state.bucketArn}/.pulumi/meta.yaml`,
        ...stacks.flatMap((stack) => stateObjectArns(state, stack)),
      ],
    },
    throughS3(state, ['kms:Decrypt']),
    openSecretsProvider(state, stacks, ['kms:Decrypt']),
  );
}

/** Lets a deployment read and write the state of one stack: checkpoints, history, backups, its lock. */
export function stateWritePolicy(state: StateAccess, stack: string): PolicyDocument {
  return policyDocument(
    listState(state),
    {
      Sid: 'ReadMeta',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: `${state.bucketArn}/.pulumi/meta.yaml`,
    },
    {
      Sid: 'WriteState',
      Effect: 'Allow',
      Action: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
      Resource: stateObjectArns(state, stack),
    },
    throughS3(state, ['kms:Decrypt', 'kms:GenerateDataKey']),
    openSecretsProvider(state, [stack], ['kms:Decrypt', 'kms:Encrypt']),
  );
}

/**
 * Keys under `.pulumi/`: `stacks/P/S.json` and what stands beside it, and a folder `P/S/` in each of the others.
 * @see https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/store.go
 */
function stateObjectArns({ bucketArn, project }: StateAccess, stack: string): string[] {
  const folders = ['history', 'backups', 'journal', 'locks/organization'];
  return [
    `${bucketArn}/.pulumi/stacks/${project}/${stack}.*`,
    ...folders.map((folder) => `${bucketArn}/.pulumi/${folder}/${project}/${stack}/*`),
  ];
}

function listState({ bucketArn }: StateAccess): Statement {
  return { Sid: 'ListState', Effect: 'Allow', Action: 's3:ListBucket', Resource: bucketArn };
}

/** With a bucket key, S3's encryption context is the bucket's ARN. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html */
function throughS3({ bucketArn, keyArn, region }: StateAccess, actions: readonly string[]): Statement {
  return {
    Sid: 'EncryptStateThroughS3',
    Effect: 'Allow',
    Action: actions,
    Resource: keyArn,
    Condition: {
      StringEquals: {
        'kms:ViaService': `s3.${region}.amazonaws.com`,
        'kms:EncryptionContext:aws:s3:arn': bucketArn,
      },
    },
  };
}

/** The context is the one in the stack's `secretsprovider`: `…&context_stack=STACK`. */
function openSecretsProvider(
  { keyArn }: StateAccess,
  stacks: readonly string[],
  actions: readonly string[],
): Statement {
  return {
    Sid: 'OpenSecretsProvider',
    Effect: 'Allow',
    Action: actions,
    Resource: keyArn,
    Condition: { StringEquals: { 'kms:EncryptionContext:stack': stacks } },
  };
}
