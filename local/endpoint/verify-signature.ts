import { createHash, timingSafeEqual } from 'node:crypto';
import { HttpRequest } from '@smithy/core/protocols';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { type AuthorizationHeader, parseAuthorizationHeader } from './authorization-header.ts';
import { AwsError } from './aws-error.ts';
import type { Identity } from './principal.ts';

/** How far a request's clock may be from the endpoint's. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const maxSkewMinutes = 5;

/** A request as it came over the wire, header names in lower case. */
export interface SignedRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a signature is checked against. */
export interface SignatureExpectation {
  readonly identities: readonly Identity[];
  readonly service: string;
  readonly region: string;
  readonly nowMs: number;
}

const invalidSignature = (message: string): AwsError =>
  new AwsError('InvalidSignatureException', message, 400, 'SignatureDoesNotMatch');

const unrecognizedClient = (): AwsError =>
  new AwsError(
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
    400,
    'InvalidClientTokenId',
  );

const mismatch = (): AwsError =>
  invalidSignature(
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );

/** Of one length, which is no secret, it takes the same time wherever they differ. */
function equalSecrets(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function identityOf(
  header: AuthorizationHeader,
  request: SignedRequest,
  expected: SignatureExpectation,
): Identity {
  const identity = expected.identities.find(({ accessKeyId }) => accessKeyId === header.accessKeyId);
  if (!identity) throw unrecognizedClient();
  const token = request.headers['x-amz-security-token'] ?? '';
  if (!equalSecrets(token, identity.sessionToken ?? '')) throw unrecognizedClient();
  return identity;
}

function checkScope(header: AuthorizationHeader, { service, region }: SignatureExpectation): void {
  if (header.region !== region) {
    throw invalidSignature(`Credential should be scoped to a valid region, not '${header.region}'.`);
  }
  if (header.service !== service) {
    throw invalidSignature(`Credential should be scoped to correct service: '${service}'.`);
  }
}

const basicFormat = (timeMs: number): string =>
  new Date(timeMs).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');

function signingTimeMs(header: AuthorizationHeader, request: SignedRequest, nowMs: number): number {
  const stamp = request.headers['x-amz-date'] ?? '';
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp);
  const timeMs = parts ? Date.parse(`${parts.slice(1, 4).join('-')}T${parts.slice(4).join(':')}Z`) : NaN;
  if (Number.isNaN(timeMs)) {
    throw new AwsError(
      'IncompleteSignatureException',
      "Date must be in ISO-8601 'basic format': the request needs an 'X-Amz-Date' header such as 20260131T235959Z.",
      400,
      'IncompleteSignature',
    );
  }
  if (!stamp.startsWith(header.date)) {
    throw invalidSignature(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${header.date}' != '${stamp.slice(0, 8)}', from '${stamp}'.`,
    );
  }
  const maxSkewMs = maxSkewMinutes * 60_000;
  if (timeMs < nowMs - maxSkewMs) {
    throw invalidSignature(
      `Signature expired: ${stamp} is now earlier than ${basicFormat(nowMs - maxSkewMs)} (${basicFormat(nowMs)} - ${maxSkewMinutes} min.)`,
    );
  }
  if (timeMs > nowMs + maxSkewMs) {
    throw invalidSignature(
      `Signature not yet current: ${stamp} is still later than ${basicFormat(nowMs + maxSkewMs)} (${basicFormat(nowMs)} + ${maxSkewMinutes} min.)`,
    );
  }
  return timeMs;
}

/**
 * Refuses signatures that cover less than AWS asks for: the host and every `x-amz-*` header that is present. A
 * target or a token that is not signed could be exchanged on the way. A body hash that is signed must be the body's.
 */
function checkCoverage(header: AuthorizationHeader, request: SignedRequest): void {
  const mustBeSigned = ['host', ...Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'))];
  if (mustBeSigned.some((name) => !header.signedHeaders.includes(name))) throw mismatch();
  if (header.signedHeaders.some((name) => request.headers[name] === undefined)) throw mismatch();
  const bodyHash = request.headers['x-amz-content-sha256'];
  if (bodyHash === undefined) return;
  if (bodyHash !== createHash('sha256').update(request.body).digest('hex')) throw mismatch();
}

async function signatureOf(
  header: AuthorizationHeader,
  request: SignedRequest,
  identity: Identity,
  timeMs: number,
): Promise<string> {
  const signer = new SignatureV4({
    service: header.service,
    region: header.region,
    credentials: {
      accessKeyId: identity.accessKeyId,
      secretAccessKey: identity.secretAccessKey,
      ...(identity.sessionToken === undefined ? {} : { sessionToken: identity.sessionToken }),
    },
    sha256: Hash.bind(null, 'sha256'),
    applyChecksum: false,
  });
  const signed = Object.fromEntries(header.signedHeaders.map((name) => [name, request.headers[name] ?? '']));
  const again = await signer.sign(
    new HttpRequest({
      method: request.method,
      path: request.path,
      query: { ...request.query },
      headers: signed,
      body: request.body,
    }),
    { signingDate: new Date(timeMs), signableHeaders: new Set(header.signedHeaders) },
  );
  return parseAuthorizationHeader(again.headers['authorization']).signature;
}

/**
 * Verifies Signature Version 4 by signing the request again with the secret that belongs to its access key, and
 * answers whose it is. Chunked and presigned requests, which these services do not use, are refused as unsigned.
 * @throws AwsError in the words of AWS's JSON services; the order is credentials, scope, time, signature.
 */
export async function verifySignature(
  request: SignedRequest,
  expected: SignatureExpectation,
): Promise<Identity> {
  const header = parseAuthorizationHeader(request.headers['authorization']);
  const identity = identityOf(header, request, expected);
  checkScope(header, expected);
  const timeMs = signingTimeMs(header, request, expected.nowMs);
  checkCoverage(header, request);
  if (!equalSecrets(header.signature, await signatureOf(header, request, identity, timeMs))) throw mismatch();
  return identity;
}
