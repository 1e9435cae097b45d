import type * as pulumi from '@pulumi/pulumi';

/** What can't be made again: records, images, evidence, and the keys that open them. */
const holdsData: ReadonlySet<string> = new Set([
  'aws:cloudtrail/trail:Trail',
  'aws:cloudwatch/logGroup:LogGroup',
  'aws:kms/key:Key',
  'aws:rds/instance:Instance',
  'aws:s3/bucket:Bucket',
  'awsx:ecr:Repository',
]);

/**
 * Protects every resource that holds data: Pulumi then refuses to delete or replace it before it touches anything.
 * AWS's own protections refuse too, but each for itself and halfway through, when what watches the rest is gone
 * already and the keys are scheduled for deletion.
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/protect/
 */
export const protectData: pulumi.ResourceTransformation = ({ type, props, opts }) =>
  holdsData.has(type) ? { props, opts: { ...opts, protect: true } } : undefined;
