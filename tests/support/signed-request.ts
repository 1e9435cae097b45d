import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { HttpRequest } from '@smithy/core/protocols';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Identity } from '../../local/endpoint/principal.ts';
import { region, taskIdentity } from './local-aws.ts';

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Signing {
  readonly identity?: Identity;
  readonly service?: string;
  readonly region?: string;
  readonly signingDate?: Date;
  readonly signedHeaders?: (name: string) => boolean;
}

/** An unsigned KMS request for the endpoint at `url`. */
export const kmsRequest = (url: string, operation: string, body: string): RawRequest => ({
  method: 'POST',
  path: '/',
  headers: {
    host: new URL(url).host,
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `TrentService.${operation}`,
  },
  body,
});

/** Signs as an SDK would. */
export async function sign(request: RawRequest, signing: Signing = {}): Promise<RawRequest> {
  const { accessKeyId, secretAccessKey, sessionToken } = signing.identity ?? taskIdentity;
  const signer = new SignatureV4({
    service: signing.service ?? 'kms',
    region: signing.region ?? region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    sha256: Hash.bind(null, 'sha256'),
    applyChecksum: false,
  });
  const keep = signing.signedHeaders ?? (() => true);
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => keep(name)));
  const signed = await signer.sign(
    new HttpRequest({ method: request.method, path: request.path, headers, body: request.body }),
    { signingDate: signing.signingDate ?? new Date() },
  );
  return { ...request, headers: { ...request.headers, ...signed.headers } };
}

/** Sends a request byte for byte, without an SDK's help. */
export function send(url: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const message = httpRequest(url, { method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    message.on('error', reject);
    message.end(body);
  });
}

/** The body of an AWS JSON answer. */
export const jsonBody = (answer: RawAnswer): unknown => JSON.parse(answer.body.toString());
