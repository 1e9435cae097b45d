import { policyDocument, type PolicyDocument } from './policy-document.ts';

/** Who issues the tokens of GitHub Actions; without the scheme, as IAM's condition keys name it. */
export const githubIssuer = 'token.actions.githubusercontent.com';

/** The audience that aws-actions/configure-aws-credentials asks for. */
export const githubAudience = 'sts.amazonaws.com';

export interface GithubTrustPolicyArgs {
  readonly providerArn: string;
  /** `OWNER/NAME`, or with the immutable ids `OWNER@ID/NAME@ID`. */
  readonly repository: string;
  /** What of the repository, as GitHub writes it: `pull_request`, `ref:refs/heads/main`, `environment:prod`. */
  readonly context: string;
}

/**
 * Lets jobs of one repository in one context take a role. Both claims are compared whole, without wildcards.
 * A pull request from a fork has the same subject as one from a branch: what keeps forks out is that GitHub gives
 * their runs no permission to ask for a token, and the workflow, which does not start the job for them.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function githubTrustPolicy({
  providerArn,
  repository,
  context,
}: GithubTrustPolicyArgs): PolicyDocument {
  return policyDocument({
    Sid: 'AssumedByGithub',
    Effect: 'Allow',
    Principal: { Federated: providerArn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${githubIssuer}:aud`]: githubAudience,
        [`${githubIssuer}:sub`]: `repo:${repository}:${context}`,
      },
    },
  });
}
