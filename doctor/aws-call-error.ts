/** Why a call failed, as far as it matters to somebody who wants to make it. */
export type AwsCallFailure = 'permission' | 'credentials' | 'unsupported' | 'unreachable' | 'other';

/** A call to AWS that failed, with the IAM action that would have allowed it. */
export class AwsCallError extends Error {
  override readonly name = 'AwsCallError';
  /** For example `cloudtrail:GetTrailStatus`. */
  readonly action: string;
  /** AWS's name of the error, or Node's of a failure to connect. */
  readonly code: string;
  readonly failure: AwsCallFailure;

  constructor(action: string, cause: unknown) {
    const code = codeOf(cause);
    const message = cause instanceof Error ? cause.message : String(cause);
    super(`${action} failed with ${code}: ${message}`, { cause });
    this.action = action;
    this.code = code;
    this.failure = classify(code);
  }
}

/** Resolves to `undefined` where AWS answers that what was asked for does not exist. */
export async function ifExists<T>(
  call: Promise<T>,
  ...missingCodes: readonly string[]
): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AwsCallError && missingCodes.includes(error.code)) return undefined;
    throw error;
  }
}

/**
 * Each service has its own name for the same refusal. SNS says `AuthorizationError`, and the SDK calls that
 * `AuthorizationErrorException`. @see https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html
 */
const failures: readonly (readonly [RegExp, AwsCallFailure])[] = [
  [/^(AccessDenied(Exception)?|AuthorizationError(Exception)?|UnauthorizedOperation)$/, 'permission'],
  [
    /^(CredentialsProviderError|TokenProviderError|ExpiredToken|ExpiredTokenException|InvalidClientTokenId|UnrecognizedClientException|InvalidSignatureException|SignatureDoesNotMatch|MissingAuthenticationToken|AuthFailure|InvalidAccessKeyId)$/,
    'credentials',
  ],
  [/^(UnknownOperationException|InvalidAction|UnsupportedOperationException)$/, 'unsupported'],
  [/^(E[A-Z_]+|TimeoutError)$/, 'unreachable'],
];

function classify(code: string): AwsCallFailure {
  return failures.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'UnknownError';
  const { code } = cause as { readonly code?: unknown };
  return typeof code === 'string' && /^E[A-Z_]+$/.test(code) ? code : cause.name;
}
