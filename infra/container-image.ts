import * as awsx from '@pulumi/awsx';
import * as pulumi from '@pulumi/pulumi';
import { hashBuildInputs, readBuildInputs } from './build-inputs.ts';
import type { Names } from './names.ts';

export type CpuArchitecture = 'ARM64' | 'X86_64';

export interface ContainerImageArgs {
  readonly names: Names;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** A ready image; `undefined`: build it. */
  readonly imageUri: string | undefined;
  readonly cpuArchitecture: CpuArchitecture;
  /** Whether the repository goes away with its images. */
  readonly forceDelete: boolean;
}

/** What Docker calls the CPU architectures of ECS. */
export const dockerPlatforms: Readonly<Record<CpuArchitecture, string>> = {
  ARM64: 'linux/arm64',
  X86_64: 'linux/amd64',
};

/** npm workspaces keep the lockfile in the repository's root, so the root is the build context. */
const buildContext = '.';
const dockerfile = 'service/Dockerfile';

/** Images that stay as targets of a rollback. */
const keptImages = 30;

/**
 * The service's image and the repository it is pushed to. The repository exists even where a ready image is
 * given: a stack that goes over to ready images keeps those it may roll back to.
 */
export class ContainerImage extends pulumi.ComponentResource {
  readonly repositoryUrl: pulumi.Output<string>;
  /** With its digest, where it was built here. */
  readonly imageUri: pulumi.Output<string>;

  constructor(name: string, args: ContainerImageArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:image:ContainerImage', name, {}, options);
    const repository = new awsx.ecr.Repository(
      `${name}-repository`,
      {
        name: args.names.named('service'),
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: 'KMS', kmsKey: args.kmsKeyArn }],
        forceDelete: args.forceDelete,
        lifecyclePolicy: {
          rules: [
            { description: 'Keep the latest images', tagStatus: 'any', maximumNumberOfImages: keptImages },
          ],
        },
      },
      { parent: this },
    );
    this.repositoryUrl = repository.url;
    this.imageUri =
      args.imageUri === undefined
        ? this.#build(name, repository.url, dockerPlatforms[args.cpuArchitecture])
        : pulumi.output(args.imageUri);
    this.registerOutputs({ imageUri: this.imageUri });
  }

  #build(name: string, repositoryUrl: pulumi.Output<string>, platform: string): pulumi.Output<string> {
    const image = new awsx.ecr.Image(
      `${name}-image`,
      {
        repositoryUrl,
        context: buildContext,
        dockerfile,
        platform,
        imageTag: hashBuildInputs(readBuildInputs(buildContext, dockerfile), platform),
      },
      { parent: this },
    );
    return image.imageUri;
  }
}
