/** A container as ECS describes it. */
export interface ImageInUse {
  /** The reference it was started by; ECS may have added the digest that a tag stood for. */
  readonly image?: string | undefined;
  /** Of the manifest. For an image of several platforms it may be another than the reference names. */
  readonly imageDigest?: string | undefined;
}

/**
 * Whether a container runs the declared image. A reference with a digest names one content, so an equal reference
 * is the same image, and so is an equal digest.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 */
export function isImage({ image = '', imageDigest }: ImageInUse, declared: string): boolean {
  if (image === declared || image.startsWith(`${declared}@`)) return true;
  const digest = digestOf(declared);
  return digest !== undefined && (digest === imageDigest || digest === digestOf(image));
}

function digestOf(reference: string): string | undefined {
  return /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1];
}
