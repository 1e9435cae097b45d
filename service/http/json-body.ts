import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

import type { FastifyInstance, FastifyRequest } from 'fastify';

import { InvalidRequestError } from '../errors.ts';

/** One content type, spelled one way, UTF-8 said or unsaid. Anything looser has been a way around validation. */
const JSON_CONTENT_TYPE = /^application\/json(?:; ?charset=utf-8)?$/i;

/**
 * Has Fastify hand every body over as bytes, whatever its content type says, within the body limit. The header
 * is hidden from Fastify, which would otherwise refuse one it can't parse even where a body is ignored: no
 * parser is chosen by what a client sends, and {@link readJsonBody} is the only way to a value.
 */
export const acceptBodiesAsBytes = (app: FastifyInstance): void => {
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    // Not deleted: an object that lost a property is slow ever after.
    raw.headers['content-type'] = undefined;
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
};

/** Every Content-Type header as it was sent; of several, `headers` would have shown the first. */
const contentTypesOf = ({ rawHeaders }: IncomingMessage): string[] =>
  rawHeaders.filter(
    (_value, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'content-type',
  );

/**
 * The JSON value in the body of a request, or undefined when there is no body.
 * @throws InvalidRequestError 415 for another content type or several, 400 for what isn't JSON in UTF-8. The parser's
 * own message is dropped: it quotes the body.
 */
export const readJsonBody = (request: FastifyRequest): unknown => {
  const { body } = request;
  if (!Buffer.isBuffer(body) || body.byteLength === 0) return undefined;
  const [contentType = '', ...others] = contentTypesOf(request.raw);
  if (others.length > 0 || !JSON_CONTENT_TYPE.test(contentType)) {
    throw new InvalidRequestError('The Content-Type must be application/json', 415);
  }
  try {
    if (isUtf8(body)) return JSON.parse(body.toString('utf8'));
  } catch {
    // As below.
  }
  throw new InvalidRequestError('The body is not JSON in UTF-8');
};
