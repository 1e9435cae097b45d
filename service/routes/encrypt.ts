import type { FastifyInstance } from 'fastify';

import type { Admission } from '../http/admission.ts';
import { readJsonBody } from '../http/json-body.ts';
import { messages } from '../http/messages.ts';
import { onUndelivered } from '../http/on-undelivered.ts';
import { scopeOf } from '../http/scope-of.ts';
import { shedEarly } from '../http/shed-early.ts';
import { jsonResponse, malformedResponse, messageResponse, secretRefusals } from '../openapi/responses.ts';
import { createSecret } from '../secrets/create-secret.ts';
import type { SecretDependencies } from '../secrets/dependencies.ts';
import { replaceSecret } from '../secrets/replace-secret.ts';
import { bodySchema, parseFields } from './request-fields.ts';

const openapi = {
  summary: 'Encrypts Text and stores it under a new Name',
  description:
    'With the current Key of a Name that exists, its secret is replaced and gets a new Key; a wrong Key, or a Name that does not exist, is then answered as on /decrypt.',
  body: bodySchema(['Name', 'Text'], ['Key']),
  responses: {
    200: jsonResponse('Stored. The Key is kept nowhere else.', {
      type: 'object',
      required: ['Message', 'Key'],
      additionalProperties: false,
      properties: { Message: { const: messages.stored }, Key: { type: 'string', format: 'uuid' } },
    }),
    ...secretRefusals,
    400: malformedResponse(`The Key does not open the Name ("${messages.wrongKey}"), or the body is wrong.`),
    409: messageResponse('The Name is taken, or another request replaced its secret first.'),
  },
};

/** `POST /encrypt`: stores Text under a new Name or, with the current Key, in place of what the Name holds. */
export const encryptRoute = (
  app: FastifyInstance,
  secrets: SecretDependencies,
  admission: Admission,
): void => {
  const config = { operation: 'encryption', openapi } as const;
  app.post('/encrypt', { config, preParsing: shedEarly(admission) }, async (request, reply) => {
    const { Name, Text: text, Key: key } = parseFields(readJsonBody(request), ['Name', 'Text'], ['Key']);
    const scope = scopeOf(request);
    const stored = await admission.run(() =>
      key === undefined
        ? createSecret(secrets, { name: Name, text }, scope)
        : replaceSecret(secrets, { name: Name, key, text }, scope),
    );
    onUndelivered(reply, stored.withdraw);
    return { Message: messages.stored, Key: stored.key };
  });
};
