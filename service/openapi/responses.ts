import { MAX_BODY_BYTES } from '../http/limits.ts';

/** A response object of OpenAPI. @see https://spec.openapis.org/oas/v3.1.1.html#response-object */
export interface ResponseDescription {
  readonly description: string;
  readonly headers?: object;
  readonly content?: object;
}

/** Descriptions by status code. */
export type Responses = Readonly<Record<number, ResponseDescription>>;

const requestId = { $ref: '#/components/headers/RequestId' };
const requestIdIfWhole = { $ref: '#/components/headers/RequestIdIfWhole' };
const retryAfter = { $ref: '#/components/headers/RetryAfter' };

const json = (schema: object) => ({ 'application/json': { schema } });

/** An answer that carries a value of this schema. */
export const jsonResponse = (description: string, schema: object): ResponseDescription => ({
  description,
  headers: { 'X-Request-Id': requestId },
  content: json(schema),
});

/** An answer that only has something to say. */
export const messageResponse = (description: string): ResponseDescription =>
  jsonResponse(description, { $ref: '#/components/schemas/Message' });

/** A request that is malformed, maybe so much that it never became one. */
export const malformedResponse = (description: string): ResponseDescription => ({
  ...messageResponse(description),
  headers: { 'X-Request-Id': requestIdIfWhole },
});

/** An answer that also says when to come again. */
export const laterResponse = (description: string): ResponseDescription => ({
  ...messageResponse(description),
  headers: { 'X-Request-Id': requestId, 'Retry-After': retryAfter },
});

/** Whatever route takes a body, even one that ignores it, answers so when the body is at fault. */
export const bodyRefusals: Responses = {
  400: malformedResponse(
    'The request is malformed: it ended before its body did, or has not exactly one Host.',
  ),
  408: messageResponse('The body did not arrive in time; the connection is closed.'),
  413: messageResponse(`The body is larger than ${MAX_BODY_BYTES} bytes.`),
  503: laterResponse('The body was not read: too many large bodies are being received.'),
};

/** What routes that use KMS answer besides. */
export const secretRefusals: Responses = {
  ...bodyRefusals,
  415: messageResponse('The Content-Type is not application/json in UTF-8.'),
  429: laterResponse('This client sends too many requests. Nothing of the request was read.'),
  500: messageResponse('The stored record is damaged, or there is a fault in the service.'),
  503: laterResponse(
    'KMS or the database can not be used now, or too many requests or large bodies are under way.',
  ),
};
