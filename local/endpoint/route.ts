import { AwsError } from './aws-error.ts';
import type { AwsService } from './aws-service.ts';
import { awsJson } from './aws-json.ts';
import { awsQueryErrors } from './aws-query.ts';
import type { ErrorProtocol, Protocol } from './protocol.ts';
import { rpcV2Cbor } from './rpc-v2-cbor.ts';
import type { SignedRequest } from './verify-signature.ts';

/** Where a request wants to go. */
export interface Route {
  readonly protocol: Protocol;
  readonly service: AwsService;
  readonly operation: string;
}

/** The answer to everything that is not simulated: it never pretends to know. */
export const unknownOperation = (what: string, httpStatus = 400): AwsError =>
  new AwsError(
    'UnknownOperationException',
    `${what} is not simulated by this endpoint.`,
    httpStatus,
    'InvalidAction',
  );

const protocols: readonly Protocol[] = [awsJson('1.0'), awsJson('1.1'), rpcV2Cbor];

function mediaTypeOf(request: SignedRequest): string | undefined {
  return request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
}

/** The protocol to answer errors in, even when the request can't be routed. */
export function errorProtocolOf(request: SignedRequest): ErrorProtocol {
  const mediaType = mediaTypeOf(request);
  if (mediaType === 'application/x-www-form-urlencoded') return awsQueryErrors;
  return protocols.find(({ contentType }) => contentType === mediaType) ?? awsJson('1.1');
}

/** The target in AWS JSON's header, or in RPC v2's path; `undefined` when the request names none. */
function targetOf(
  request: SignedRequest,
  protocol: Protocol,
): readonly [prefix: string, operation: string] | undefined {
  if (request.method !== 'POST') return undefined;
  if (protocol.name === 'rpc-v2-cbor') {
    const match = /^\/service\/([^/]+)\/operation\/([^/]+)$/.exec(request.path);
    const declared = request.headers['smithy-protocol'] === 'rpc-v2-cbor';
    return declared && match?.[1] && match[2] ? [match[1], match[2]] : undefined;
  }
  const match = /^([^.]+)\.([^.]+)$/.exec(request.headers['x-amz-target'] ?? '');
  return request.path === '/' && match?.[1] && match[2] ? [match[1], match[2]] : undefined;
}

/**
 * Finds the service a request is for. Whether the operation exists is looked at later, after the signature.
 * @throws AwsError UnknownOperationException when no registered service speaks this protocol under this target.
 */
export function routeOf(request: SignedRequest, services: readonly AwsService[]): Route {
  const mediaType = mediaTypeOf(request);
  const protocol = protocols.find(({ contentType }) => contentType === mediaType);
  const target = protocol && targetOf(request, protocol);
  if (!target) {
    throw unknownOperation(
      `A ${request.method} request for ${request.path} without an AWS JSON or RPC v2 CBOR target`,
    );
  }
  const [prefix, operation] = target;
  const service = services.find(
    (one) => one.targetPrefix === prefix && one.protocols.includes(protocol.name),
  );
  if (!service)
    throw unknownOperation(`${prefix}.${operation} in ${protocol.name}`, protocol.unknownOperationStatus);
  return { protocol, service, operation };
}
