/**
 * What somebody without credentials that AWS accepts can do, the end of a sentence. Of a profile that there is not the
 * SDK says no more than that there are no credentials, and it looks no further once one is named.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function howToSignIn({ AWS_PROFILE: profile = '' }: NodeJS.ProcessEnv): string {
  return profile === ''
    ? 'set AWS_PROFILE, or log in with "aws sso login"'
    : `look whether ~/.aws/config has the profile ${JSON.stringify(profile)} that AWS_PROFILE names, and log in with "aws sso login"`;
}
