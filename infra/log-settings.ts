import type * as pulumi from '@pulumi/pulumi';

/** How every log group is kept. */
export interface LogSettings {
  readonly kmsKeyId: pulumi.Input<string>;
  readonly retentionInDays: number;
}
