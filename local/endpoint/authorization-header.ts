import { AwsError } from './aws-error.ts';

/** What a Signature Version 4 `Authorization` header says. */
export interface AuthorizationHeader {
  readonly accessKeyId: string;
  /** Day of the credential scope, `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Names of the signed headers, in lower case. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
}

const algorithm = 'AWS4-HMAC-SHA256';
const parameters = ['Credential', 'SignedHeaders', 'Signature'] as const;

const incomplete = (message: string): AwsError =>
  new AwsError('IncompleteSignatureException', message, 400, 'IncompleteSignature');

/**
 * Reads the header without judging it.
 * @throws AwsError MissingAuthenticationTokenException without a header, IncompleteSignatureException when a part
 *   of it is missing or has another form.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function parseAuthorizationHeader(header: string | undefined): AuthorizationHeader {
  if (header === undefined || header === '') {
    throw new AwsError(
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
      400,
      'MissingAuthenticationToken',
    );
  }
  if (!header.startsWith(`${algorithm} `))
    throw incomplete(`Unsupported authorization algorithm: expected ${algorithm}.`);
  const given = new Map(
    header
      .slice(algorithm.length + 1)
      .split(',')
      .map((part) => part.trim().split('=', 2) as [string, string | undefined]),
  );
  const missing = parameters.filter((parameter) => !given.get(parameter));
  if (missing.length > 0) {
    throw incomplete(
      missing.map((parameter) => `Authorization header requires '${parameter}' parameter.`).join(' '),
    );
  }
  const scope = (given.get('Credential') ?? '').split('/');
  const [accessKeyId, date, region, service, terminator] = scope;
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || scope.length !== 5) {
    throw incomplete(
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, and end in 'aws4_request'.",
    );
  }
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: (given.get('SignedHeaders') ?? '').toLowerCase().split(';'),
    signature: given.get('Signature') ?? '',
  };
}
