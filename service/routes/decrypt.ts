import type { FastifyInstance } from 'fastify';

import type { Admission } from '../http/admission.ts';
import { readJsonBody } from '../http/json-body.ts';
import { messages } from '../http/messages.ts';
import { scopeOf } from '../http/scope-of.ts';
import { shedEarly } from '../http/shed-early.ts';
import { jsonResponse, malformedResponse, secretRefusals } from '../openapi/responses.ts';
import type { SecretDependencies } from '../secrets/dependencies.ts';
import { openSecret } from '../secrets/open-secret.ts';
import { bodySchema, parseFields } from './request-fields.ts';

const openapi = {
  summary: 'Decrypts the Text of a Name',
  description: [
    'POST is the proper form. GET with a JSON body is what clients of old send: HTTP gives such a body no meaning, OpenAPI therefore none to this description of it, and many clients, proxies and tools cannot send or show it.',
    'A Name that does not exist is answered exactly as a wrong Key.',
  ].join('\n\n'),
  body: bodySchema(['Name', 'Key']),
  responses: {
    200: jsonResponse('The Key opens the Name.', {
      type: 'object',
      required: ['Text'],
      additionalProperties: false,
      properties: { Text: { type: 'string', minLength: 1 } },
    }),
    ...secretRefusals,
    400: malformedResponse(`The Key does not open the Name ("${messages.wrongKey}"), or the body is wrong.`),
  },
};

/** `POST /decrypt`, and `GET /decrypt` with a JSON body because the lab's curl asks that way. */
export const decryptRoute = (
  app: FastifyInstance,
  secrets: SecretDependencies,
  admission: Admission,
): void => {
  app.route({
    method: ['GET', 'POST'],
    url: '/decrypt',
    config: { operation: 'decryption', openapi },
    preParsing: shedEarly(admission),
    handler: async (request) => {
      const { Name: name, Key: key } = parseFields(readJsonBody(request), ['Name', 'Key']);
      const scope = scopeOf(request);
      return { Text: await admission.run(() => openSecret(secrets, { name, key }, scope)) };
    },
  });
};
