/** What the document says of the service as a whole. */
export const info = {
  title: 'Keywatch',
  version: '1.0.0',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  description: [
    'Encrypts short texts with AWS KMS and keeps them under a Name. Only the Key that was answered opens a Name.',
    'Bodies are JSON in UTF-8, with `Content-Type: application/json` and no other parameter than `charset=utf-8`.',
    'Duplicate slashes in a path are ignored.',
    'A path that is not here is answered 404, a method that its path does not have 405 with `Allow`, both without reading a body; a path that is no URL 400.',
    'Before there is a request, while its first bytes are read, a connection may be answered 400 (not HTTP), 408 (too slow) or 431 (headers too large) and is closed.',
    'All of these carry a `Message` as well.',
  ].join('\n\n'),
};

/** Parts that the operations refer to. */
export const components = {
  schemas: {
    Message: {
      type: 'object',
      required: ['Message'],
      additionalProperties: false,
      properties: { Message: { type: 'string', minLength: 1, description: 'For people to read.' } },
    },
  },
  headers: {
    RequestId: {
      description:
        "The request's id in the service's log: the X-Request-Id that was sent if it has at most 64 letters, digits, `_`, `.` or `-`, else the load balancer's trace id, else a random one.",
      required: true,
      schema: { type: 'string', pattern: '^[\\w.-]{1,64}$' },
    },
    RequestIdIfWhole: {
      description: 'The same; missing where the request was refused before it was whole.',
      schema: { type: 'string', pattern: '^[\\w.-]{1,64}$' },
    },
    RetryAfter: {
      description: 'Seconds after which another try makes sense.',
      required: true,
      schema: { type: 'integer', minimum: 1 },
    },
  },
};
