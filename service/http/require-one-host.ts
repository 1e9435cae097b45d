import type { onRequestHookHandler } from 'fastify';

import { InvalidRequestError } from '../errors.ts';

const countHosts = (rawHeaders: readonly string[]): number =>
  rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;

/**
 * Refuses what HTTP/1.1 forbids to accept: no Host, or several, of which a proxy may have believed another.
 * Node itself refuses the first without a word, and takes the first of several.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 */
export const requireOneHost: onRequestHookHandler = ({ raw }, _reply, done) => {
  const hosts = countHosts(raw.rawHeaders);
  if (hosts === 1 || (hosts === 0 && raw.httpVersion !== '1.1')) done();
  else done(new InvalidRequestError('The request must have exactly one Host header'));
};
