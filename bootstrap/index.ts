import * as aws from '@pulumi/aws';
import { readAccount } from './account.ts';
import { CiRoles } from './ci-roles.ts';
import { readSettings } from './config.ts';
import { githubAudience, githubIssuer } from './iam/github-trust-policy.ts';
import { Names } from './names.ts';
import { StateBackend } from './state-backend.ts';

const settings = readSettings();
const account = await readAccount();
const names = new Names(account);

const state = new StateBackend('state', { account, names });
/** IAM trusts GitHub through its certificate authority: no thumbprint is needed. */
const providerArn =
  settings.githubProviderArn ??
  new aws.iam.OpenIdConnectProvider('github', {
    url: `https://${githubIssuer}`,
    clientIdLists: [githubAudience],
  }).arn;
const roles = new CiRoles('ci', { account, names, providerArn, settings, state });

/** For `pulumi login`, and the repository variable PULUMI_BACKEND_URL. */
export const backendUrl = state.url;
/** For `pulumi stack init STACK --secrets-provider URL`. One context key: with two, the CLI mixes them up. @see https://github.com/pulumi/pulumi/issues/21068 */
export const secretsProviders = Object.fromEntries(
  Object.keys(settings.stacks).map((stack) => [
    stack,
    `awskms://${names.stateKeyAlias}?region=${account.region}&context_stack=${stack}`,
  ]),
);
/** For the repository variables AWS_PREVIEW_ROLE_ARN and AWS_DRIFT_ROLE_ARN. */
export const { previewRoleArn, driftRoleArn } = roles;
/** For the variable AWS_DEPLOY_ROLE_ARN of each environment. */
export const { deployRoleArns } = roles;
/** For the setting permissionsBoundaryArn of each stack's file. */
export const { permissionsBoundaryArns } = roles;
