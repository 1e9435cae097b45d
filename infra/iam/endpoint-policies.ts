import type { Account } from '../account.ts';
import { serviceKeyActions } from './keywatch-context.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

export interface EndpointPoliciesArgs extends Pick<Account, 'partition' | 'region'> {
  readonly taskRoleArn: string;
  readonly executionRoleArn: string;
  readonly applicationKeyArns: readonly string[];
  readonly databaseSecretArn: string;
  readonly repositoryArn: string;
  /** The log group of the service. */
  readonly logGroupArn: string;
}

/** AWS services the tasks reach through an endpoint of their own, as endpoint service names end. */
export const interfaceServices = ['ecr.api', 'ecr.dkr', 'kms', 'logs', 'secretsmanager'] as const;
export type InterfaceService = (typeof interfaceServices)[number];
export type EndpointPolicies = Readonly<Record<InterfaceService, PolicyDocument>>;

/**
 * What passes each interface endpoint: the calls of the stack's own roles to the stack's own resources. Stolen
 * credentials of another account can carry nothing out.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function endpointPolicies(args: EndpointPoliciesArgs): EndpointPolicies {
  const pullImage = policyDocument(
    {
      Sid: 'SignInToRegistry',
      ...allowedTo(args.executionRoleArn),
      Action: 'ecr:GetAuthorizationToken',
      Resource: '*',
    },
    {
      Sid: 'PullImage',
      ...allowedTo(args.executionRoleArn),
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      Resource: args.repositoryArn,
    },
  );
  return {
    'ecr.api': pullImage,
    'ecr.dkr': pullImage,
    kms: policyDocument({
      Sid: 'UseApplicationKeys',
      ...allowedTo(args.taskRoleArn),
      Action: serviceKeyActions,
      Resource: args.applicationKeyArns,
    }),
    logs: policyDocument({
      Sid: 'WriteServiceLog',
      ...allowedTo(args.executionRoleArn),
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `${args.logGroupArn}:log-stream:*`,
    }),
    secretsmanager: policyDocument({
      Sid: 'ReadDatabaseCredentials',
      ...allowedTo(args.taskRoleArn),
      Action: 'secretsmanager:GetSecretValue',
      Resource: args.databaseSecretArn,
    }),
  };
}

/** A principal in an endpoint policy can't name an assumed role's session; the condition can. */
function allowedTo(roleArn: string) {
  return {
    Effect: 'Allow',
    Principal: '*',
    Condition: { ArnEquals: { 'aws:PrincipalArn': roleArn } },
  } as const;
}

/**
 * What passes the endpoint of S3. ECR hands out image layers as signed addresses in a bucket of its own, one in each
 * region. Another registry may do the same with a bucket that it tells nobody of: for its images any file can be read.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
 */
export function imageLayersPolicy(
  { partition, region }: Pick<Account, 'partition' | 'region'>,
  isFromEcr: boolean,
): PolicyDocument {
  return policyDocument({
    Sid: 'ReadImageLayers',
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: isFromEcr
      ? `arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`
      : `arn:${partition}:s3:::*`,
  });
}
