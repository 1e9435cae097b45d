/** What was asked for is not there; the message is for the page's visitor. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
  readonly statusCode = 404;
}
