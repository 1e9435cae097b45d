/** The ECR repository an image comes from; `undefined` for an image of another kind of registry. */
export function ecrRepositoryArn(imageUri: string, partition: string): string | undefined {
  const match = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/.exec(imageUri);
  return match === null
    ? undefined
    : `arn:${partition}:ecr:${match[2] ?? ''}:${match[1] ?? ''}:repository/${match[3] ?? ''}`;
}
