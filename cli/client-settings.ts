import { ownerCredentials } from '../local/run/identities.ts';

/** Which AWS a stack's outputs name. */
export interface WhichAws {
  readonly awsRegion: string;
  /** Only the local run has one. */
  readonly awsEndpointUrl?: string | undefined;
}

/**
 * How an SDK client reaches the AWS of a stack. A local run takes nothing of the environment or of a profile: a setting
 * for FIPS or dual-stack endpoints, which are AWS's own, would make the SDK refuse the local one.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html
 */
export function clientSettings({ awsRegion: region, awsEndpointUrl: endpoint }: WhichAws) {
  if (endpoint === undefined) return { region };
  return {
    region,
    endpoint,
    credentials: ownerCredentials,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
  };
}
