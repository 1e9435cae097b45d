import { policyDocument, type PolicyDocument, type Statement } from './policy-document.ts';

export interface ExecutionRolePolicyArgs {
  /** ECR repository of the image; `undefined` for an image of another registry. */
  readonly repositoryArn: string | undefined;
  readonly logGroupArn: string;
}

/** What ECS may do to start a task: pull the one image, write to the one log group. No secrets. */
export function executionRolePolicy({ repositoryArn, logGroupArn }: ExecutionRolePolicyArgs): PolicyDocument {
  const writeLogs: Statement = {
    Sid: 'WriteServiceLog',
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: `${logGroupArn}:log-stream:*`,
  };
  return repositoryArn === undefined
    ? policyDocument(writeLogs)
    : policyDocument(writeLogs, signInToRegistry, pullImage(repositoryArn));
}

/** The action takes no narrower resource. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
const signInToRegistry: Statement = {
  Sid: 'SignInToRegistry',
  Effect: 'Allow',
  Action: 'ecr:GetAuthorizationToken',
  Resource: '*',
};

function pullImage(repositoryArn: string): Statement {
  return {
    Sid: 'PullImage',
    Effect: 'Allow',
    Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    Resource: repositoryArn,
  };
}
