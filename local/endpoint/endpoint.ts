import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsError } from './aws-error.ts';
import type { AwsService, Call, Output } from './aws-service.ts';
import type { Identity } from './principal.ts';
import type { Protocol } from './protocol.ts';
import { readHead, readRequest } from './read-request.ts';
import { errorProtocolOf, routeOf, unknownOperation } from './route.ts';
import { type SignedRequest, verifySignature } from './verify-signature.ts';

/** AWS's own limits are per service; a megabyte is above every request of the simulated operations. */
const defaultMaxBodyBytes = 1024 * 1024;

/** Longer than SDK clients keep idle connections, so that none is closed under a request that is just being sent. */
const keepAliveMs = 65_000;

export interface EndpointOptions {
  readonly services: readonly AwsService[];
  /** Whose requests are served; everyone else's are refused. */
  readonly identities: readonly Identity[];
  readonly region: string;
  readonly nowMs: () => number;
  readonly createRequestId: () => string;
  /** Told about failures of the simulation itself, which callers see as InternalFailure. */
  readonly onUnexpectedError: (error: unknown) => void;
  readonly maxBodyBytes?: number;
}

/** The loopback HTTP server that stands for AWS: one for all services, as `AWS_ENDPOINT_URL` wants it. */
export interface Endpoint {
  /** Starts to listen on a free loopback port and answers the URL. */
  listen(): Promise<string>;
  /** Closes open connections too: a caller in flight sees a reset. */
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function answerOutput(protocol: Protocol, output: Output): Answer {
  return {
    status: 200,
    headers: { 'content-type': protocol.contentType, ...protocol.headers },
    body: protocol.write(output),
  };
}

function answerError(request: SignedRequest, error: AwsError, requestId: string): Answer {
  const protocol = errorProtocolOf(request);
  // Clients of services that were once query services ask for the error code they knew then.
  const queryMode = request.headers['x-amzn-query-mode'] === 'true';
  const sender = error.fault === 'client' ? 'Sender' : 'Receiver';
  return {
    status: error.httpStatus,
    headers: {
      'content-type': protocol.contentType,
      'x-amzn-errortype': error.name,
      ...protocol.headers,
      ...(queryMode ? { 'x-amzn-query-error': `${error.queryCode};${sender}` } : {}),
    },
    body: protocol.writeError(error, requestId),
  };
}

async function answer(
  request: SignedRequest,
  message: IncomingMessage,
  requestId: string,
  options: EndpointOptions,
): Promise<Answer> {
  const timeMs = options.nowMs();
  const { protocol, service, operation } = routeOf(request, options.services);
  const identity = await verifySignature(request, {
    identities: options.identities,
    service: service.signingName,
    region: options.region,
    nowMs: timeMs,
  });
  const run = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
  if (!run) throw unknownOperation(`${service.signingName}:${operation}`, protocol.unknownOperationStatus);
  const call: Call = {
    requestId,
    caller: { principal: identity.principal, accessKeyId: identity.accessKeyId },
    sourceIp: identity.sourceIp ?? message.socket.remoteAddress ?? '127.0.0.1',
    ...(identity.vpcEndpointId === undefined ? {} : { vpcEndpointId: identity.vpcEndpointId }),
    userAgent: request.headers['user-agent'] ?? '',
    region: options.region,
    timeMs,
  };
  return answerOutput(protocol, await run(protocol.parse(request.body), call));
}

function toAwsError(error: unknown, onUnexpectedError: (error: unknown) => void): AwsError {
  if (error instanceof AwsError) return error;
  onUnexpectedError(error);
  return new AwsError(
    'InternalFailure',
    'The request processing has failed because of an unknown error.',
    500,
  );
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  options: EndpointOptions,
): Promise<void> {
  const requestId = options.createRequestId();
  let request = readHead(message);
  let result: Answer;
  try {
    request = await readRequest(request, message, options.maxBodyBytes ?? defaultMaxBodyBytes);
    result = await answer(request, message, requestId, options);
  } catch (error) {
    if (message.destroyed && !message.complete) return;
    result = answerError(request, toAwsError(error, options.onUnexpectedError), requestId);
  }
  response.writeHead(result.status, {
    ...result.headers,
    'x-amzn-requestid': requestId,
    date: new Date(options.nowMs()).toUTCString(),
    'content-length': result.body.length,
  });
  response.end(result.body);
}

/**
 * Builds the endpoint; nothing listens yet.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function createEndpoint(options: EndpointOptions): Endpoint {
  const server: Server = createServer((message, response) => {
    serve(message, response, options).catch((error: unknown) => {
      options.onUnexpectedError(error);
      response.destroy();
    });
  });
  server.keepAliveTimeout = keepAliveMs;
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => {
          resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
        });
      }),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error && server.listening ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
