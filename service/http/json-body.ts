import type { FastifyInstance, FastifyRequest } from 'fastify';

import { InvalidRequestError } from '../errors.ts';

/** One content type, spelled one way, UTF-8 said or unsaid. Anything looser has been a way around validation. */
const JSON_CONTENT_TYPE = /^application\/json(?:; ?charset=utf-8)?$/i;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Has Fastify hand every body over as bytes, whatever its content type says, within the body limit. No
 * parser is chosen by a header the client controls; {@link readJsonBody} is the only way to a value.
 */
export const acceptBodiesAsBytes = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
};

/**
 * The JSON value in the body of a request, or undefined when there is no body.
 * @throws InvalidRequestError 415 for another content type, 400 for what isn't JSON in UTF-8. The parser's
 * own message is dropped: it quotes the body.
 */
export const readJsonBody = (request: FastifyRequest): unknown => {
  const { body } = request;
  if (!Buffer.isBuffer(body) || body.byteLength === 0) return undefined;
  if (!JSON_CONTENT_TYPE.test(request.headers['content-type'] ?? '')) {
    throw new InvalidRequestError('The Content-Type must be application/json', 415);
  }
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw new InvalidRequestError('The body is not JSON in UTF-8');
  }
};
